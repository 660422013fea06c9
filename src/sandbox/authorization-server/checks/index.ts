/**
 * The checks of an authorization request, in order. RFC 6749 §4.1.1, §4.2.1
 * First who asks and where the answer goes: wrong there, the browser is not sent anywhere.
 * Then the rest: wrong there, the client is told by a redirect.
 */
import type { OAuthError } from '../../errors.ts';
import type { Check } from './check.ts';
import { checkClientMayAsk } from './client-may-ask.ts';
import { checkPkce } from './pkce.ts';
import { checkResponseType } from './response-type.ts';
import { checkScope } from './scope.ts';

export { identifyClient } from './client.ts';
export { resolveRedirectUri } from './redirect-uri.ts';

const checks: readonly Check[] = [checkResponseType, checkClientMayAsk, checkScope, checkPkce];

export function findRequestError(...request: globalThis.Parameters<Check>): OAuthError | undefined {
  for (const check of checks) {
    const fault = check(...request);
    if (fault) return fault;
  }
  return undefined;
}
