/** What the pages say of the authorization code grant; what it does is in ../authorization-code.ts. */
import type { GrantFacts } from '../grant.ts';
import { CHANGE_3052, OAUTH_2_PAGE, callsWithToken } from './recurring.ts';

export const authorizationCodeFacts: GrantFacts = {
  slug: 'authorization-code',
  title: 'Authorization Code',
  source: { rfc: 6749, section: '4.1' },
  summary:
    'The person says yes at the authorization server, the browser brings back a short-lived code, and the client’s server trades that code for an access token.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'A single-use code and the state; never a token',
  refreshToken: 'Yes; since May 2026 it changes with every use',
  useIt: 'For anything that acts for a person and has a server: the default.',
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: {
    status: 'works',
    statement:
      'Works. Since CHANGE-3052 (enforced from 4 May 2026, client by client) refresh tokens rotate and end after three months unused, the answer says scope in the place of scopes, and tokens go in the Authorization header only.',
    asOf: '2026-09',
    sources: [OAUTH_2_PAGE, CHANGE_3052],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      explanation:
        'The client sends the browser to the authorization endpoint with its client_id, the redirect_uri, the scope, a fresh state and a PKCE challenge.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      explanation:
        'The person signs in at the authorization server and grants or denies access. The client sees nothing of this.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Code and state, by redirect',
      explanation:
        'The browser is sent to the redirect_uri with a code and the state. The client first checks that the state is one it gave to this very browser.',
    },
    {
      letter: 'D',
      from: 'client',
      to: 'authorization-server',
      label: 'Code, redirect_uri, credentials',
      explanation:
        'The client’s server posts the code to the token endpoint, with HTTP Basic, the same redirect_uri and the PKCE verifier. The browser has no part in it.',
    },
    {
      letter: 'E',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      explanation:
        'The token endpoint answers with an access token for two hours and a refresh token.',
    },
    callsWithToken('The client’s server'),
  ],
};
