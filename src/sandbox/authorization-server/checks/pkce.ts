/** RFC 7636 §4.3 `code_challenge`, `code_challenge_method` */
import { OAuthError } from '../../errors.ts';
import { isCodeChallenge } from '../pkce.ts';
import type { Check } from './check.ts';

export const checkPkce: Check = (parameters, _client, { settings }) => {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  // Bitbucket: accepts both and ignores them. Checking is a deliberate strictness.
  if (settings.pkce === 'ignore') return undefined;
  if (challenge === undefined && method === undefined) return undefined;
  if (challenge === undefined || !isCodeChallenge(challenge)) {
    return new OAuthError('invalid_request', 'code_challenge must be 43 characters of base64url');
  }
  // RFC 7636 §4.3: left out it means `plain`, which protects nothing. RFC 9700 §2.1.1
  if (method === 'S256') return undefined;
  return new OAuthError('invalid_request', 'code_challenge_method must be S256');
};
