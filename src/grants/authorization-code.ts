/** Authorization Code Grant, RFC 6749 §4.1. The letters are those of its Figure 3. */
import { readAuthorizationCode } from '../oauth/authorization-response.ts';
import { apiRequests, authorizationRequest, secret, tokenRequest } from '../runs/draft.ts';
import { sentValue } from '../runs/run.ts';
import { authorizationCodeFacts } from './facts/authorization-code.ts';
import type { Grant } from './grant.ts';

export const authorizationCode: Grant = {
  ...authorizationCodeFacts,

  // (A) The browser is sent to the authorization endpoint, where (B) takes place. RFC 6749 §4.1.1
  start: ({ clientId, redirectUri, scopes }) =>
    authorizationRequest('A', {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state: secret('state'), // RFC 6749 §10.12
      // Bitbucket: PKCE is not documented. It is accepted, and does no harm where it is ignored.
      code_challenge: secret('code-challenge'), // RFC 7636 §4.3
      code_challenge_method: 'S256',
    }),

  // (C) It is back, with a code or with an error: RFC 6749 §4.1.2. The state was found good before.
  onRedirect(run, response) {
    run.secrets.code = readAuthorizationCode(response, run.server.issuer);
    const redirectUri = sentValue(run, 'A', 'redirect_uri');
    const hasChallenge = sentValue(run, 'A', 'code_challenge') !== undefined;

    // (D) The code is traded for a token, server to server. RFC 6749 §4.1.3
    return tokenRequest('D', {
      grant_type: 'authorization_code',
      code: secret('code'),
      ...(redirectUri !== undefined && { redirect_uri: redirectUri }), // as in (A), or it is refused
      ...(hasChallenge && { code_verifier: secret('code-verifier') }), // RFC 7636 §4.5
    });
  },

  // (E) The token is there: RFC 6749 §4.1.4. What it opens is asked next.
  onToken: () => apiRequests(),
};
