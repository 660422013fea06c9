/** May this client use the grant that it asks for, the implicit one included? RFC 6749 §4.1.2.1 */
import { OAuthError } from '../../errors.ts';
import type { Check } from './check.ts';

export const checkClientMayAsk: Check = (parameters, client) => {
  const grant = parameters.get('response_type') === 'token' ? 'implicit' : 'authorization_code';
  if (client.grantTypes.includes(grant)) return undefined;
  return new OAuthError('unauthorized_client', 'This OAuth client may not use this grant');
};
