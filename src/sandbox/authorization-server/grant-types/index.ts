/** The registry of grant types: the one place that lists them. RFC 6749 §4 */
import type { Context } from '../../context.ts';
import { OAuthError } from '../../errors.ts';
import { wrongCredentials } from '../client-authentication.ts';
import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';
import { jwt } from './jwt.ts';
import { password } from './password.ts';
import { refreshToken } from './refresh-token.ts';

const grantTypes: readonly GrantType[] = [
  authorizationCode,
  password,
  clientCredentials,
  refreshToken,
  jwt,
];

/** @throws {OAuthError} Unknown, not of this era, or not for this client. */
export function findGrantType({ client, form }: TokenRequest, context: Context): GrantType {
  const { era, reuseLocks } = context;
  if (reuseLocks.isLocked(client.clientId)) throw wrongCredentials();
  const name = form.get('grant_type') ?? 'None'; // Bitbucket: Python's word for nothing
  const grantType = grantTypes.find((candidate) => candidate.name === name);
  if (!grantType || !era.grantTypes.includes(grantType.name)) {
    // Bitbucket: RFC 6749 §5.2 would say unsupported_grant_type.
    throw new OAuthError('invalid_grant', `Unsupported grant type: ${printable(name)}`);
  }
  // Assumption: no recorded reply of Bitbucket. RFC 6749 §5.2
  if (!client.grantTypes.includes(grantType.name)) {
    throw new OAuthError('unauthorized_client', 'This OAuth client may not use this grant type');
  }
  return grantType;
}

/** @throws {OAuthError} RFC 6749 §5.2: a required parameter is missing. */
export function requireFields({ requiredFields }: GrantType, { form }: TokenRequest): void {
  const missing = requiredFields.find((name) => form.get(name) === undefined);
  if (missing !== undefined) {
    throw new OAuthError('invalid_request', `Missing required field: ${missing}`);
  }
}

function printable(name: string): string {
  return name.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
}
