/** The one catalogue of failures: what is said of an error, on its page, on the stage and in the docs, is taken from here. */
import { answers } from './catalogue/answers.ts';
import { apiAddresses } from './catalogue/api-addresses.ts';
import { apiCalls } from './catalogue/api-calls.ts';
import { apiCredentials } from './catalogue/api-credentials.ts';
import { apiPermissions } from './catalogue/api-permissions.ts';
import { apiRemoved } from './catalogue/api-removed.ts';
import { apiTokens } from './catalogue/api-tokens.ts';
import { authorizePage } from './catalogue/authorize-page.ts';
import { clientStorage } from './catalogue/client-storage.ts';
import { client } from './catalogue/client.ts';
import { git } from './catalogue/git.ts';
import { redirect } from './catalogue/redirect.ts';
import { tokenClient } from './catalogue/token-client.ts';
import { tokenFields } from './catalogue/token-fields.ts';
import { tokenGrant } from './catalogue/token-grant.ts';
import { transport } from './catalogue/transport.ts';
import type { Failure } from './failure.ts';

const all = [
  ...authorizePage,
  ...redirect,
  ...tokenClient,
  ...tokenGrant,
  ...tokenFields,
  ...apiTokens,
  ...apiCredentials,
  ...apiPermissions,
  ...apiAddresses,
  ...apiRemoved,
  ...apiCalls,
  ...git,
  ...transport,
  ...answers,
  ...client,
  ...clientStorage,
];

export type FailureSlug = (typeof all)[number]['slug'];

export type KnownFailure = Failure<FailureSlug>;

export const failures: readonly KnownFailure[] = all;

const bySlug: ReadonlyMap<string, KnownFailure> = new Map(failures.map((one) => [one.slug, one]));

/** @returns `undefined` where there is no such entry: a slug may come from an address, or from an older release. */
export function findFailure(slug: string): KnownFailure | undefined {
  return bySlug.get(slug);
}
