/** What every check of an authorization request is. */
import type { Context } from '../../context.ts';
import type { OAuthError } from '../../errors.ts';
import type { Parameters } from '../../http/parameters.ts';
import type { Client } from '../../seed/clients.ts';

/** Gives the error to redirect with, or nothing. */
export type Check = (
  parameters: Parameters,
  client: Client,
  context: Context,
) => OAuthError | undefined;
