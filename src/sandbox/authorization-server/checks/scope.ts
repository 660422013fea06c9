/** RFC 6749 §3.3 `scope`: the client's own scopes, or fewer of them. */
import { OAuthError } from '../../errors.ts';
import { type Parameters, printable } from '../../http/parameters.ts';
import { parseScope, scopeNames, withImplied } from '../../scopes.ts';
import type { Client } from '../../seed/clients.ts';
import type { Check } from './check.ts';

export const checkScope: Check = (parameters, client) => {
  const possible = withImplied(client.scopes);
  const refused = parseScope(parameters.get('scope') ?? '').filter((name) => !possible.has(name));
  if (refused.length === 0) return undefined;
  const unknown = refused.filter((name) => !scopeNames.includes(name)).map(printable);
  return new OAuthError(
    'invalid_scope',
    unknown.length === 0
      ? `These requested scopes are beyond the OAuth client's own scopes: ${refused.join(', ')}`
      : `Unknown scope: ${unknown.join(', ')}`,
  );
};

/** Bitbucket: without the parameter, all scopes of the client. */
export function narrowScopes(parameters: Parameters, client: Client): readonly string[] {
  const requested = parseScope(parameters.get('scope') ?? '');
  return requested.length === 0 ? client.scopes : requested;
}
