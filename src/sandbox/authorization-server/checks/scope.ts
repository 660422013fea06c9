/** RFC 6749 §3.3 `scope`: the client's own scopes, or fewer of them. */
import { OAuthError } from '../../errors.ts';
import type { Parameters } from '../../http/parameters.ts';
import { parseScope, withImplied } from '../../scopes.ts';
import type { Client } from '../../seed/clients.ts';
import type { Check } from './check.ts';

export const checkScope: Check = (parameters, client) => {
  const possible = withImplied(client.scopes);
  const isTooWide = parseScope(parameters.get('scope') ?? '').some((name) => !possible.has(name));
  // Assumption: how Bitbucket refuses a scope that the client lacks is not recorded.
  return isTooWide
    ? new OAuthError('invalid_scope', 'The requested scope is unknown or exceeds the client')
    : undefined;
};

/** Bitbucket: without the parameter, all scopes of the client. */
export function narrowScopes(parameters: Parameters, client: Client): readonly string[] {
  const requested = parseScope(parameters.get('scope') ?? '');
  return requested.length === 0 ? client.scopes : requested;
}
