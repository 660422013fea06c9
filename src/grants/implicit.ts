/** Implicit Grant, RFC 6749 §4.2. The letters are those of its Figure 4; (F) and (G) are in public/implicit.js. */
import { InvalidRequestError } from '../errors/errors.ts';
import { requireNoErrorResponse } from '../oauth/authorization-response.ts';
import { authorizationRequest, secret } from '../runs/draft.ts';
import { implicitFacts } from './facts/implicit.ts';
import type { Grant } from './grant.ts';

export const implicit: Grant = {
  ...implicitFacts,

  // (A) The browser is sent to the authorization endpoint, where (B) takes place. RFC 6749 §4.2.1
  start: ({ clientId, redirectUri, scopes }) =>
    authorizationRequest('A', {
      response_type: 'token',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state: secret('state'), // RFC 6749 §10.12
    }),

  // (C) The token comes in the fragment, RFC 6749 §4.2.2: a part of the URL that browsers keep to
  // themselves. What reaches our server is no such answer.
  // Bitbucket: how it answers response_type=token today is not known.
  onRedirect(run, response) {
    requireNoErrorResponse(response, run.server.issuer);
    throw new InvalidRequestError('An answer to the implicit grant comes in the fragment.');
  },
};
