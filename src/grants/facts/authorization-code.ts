/** What the pages say of the authorization code grant; what it does is in ../authorization-code.ts. */
import type { GrantFacts } from './grant-facts.ts';
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
  startsBy: 'link',
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
  when: {
    use: [
      { text: 'your app acts for a person, and that person has a browser;' },
      { text: 'your app has a server that can keep a secret;' },
      {
        text: 'the app goes on working when the person has left: a refresh token comes with it.',
      },
    ],
    avoid: [
      {
        text: 'nobody is there to consent, as in a nightly job: take [client credentials](/client-credentials);',
      },
      {
        text: 'your code runs in the browser alone: put a small server behind it. Bitbucket asks for the secret at the token endpoint even with PKCE.',
        source: 'avivsinai/bitbucket-cli #136, open request BCLOUD-23469',
        asOf: '2026-04',
      },
    ],
  },
  differs: {
    implicit:
      'Sends the token itself through the browser. Here only a code crosses it: short-lived, good for one use, and worthless without the client’s secret.',
    'resource-owner-password':
      'Gives the app your password. Here you type it at the authorization server only, so two-step verification works too.',
    'client-credentials':
      'Has no user: the token acts for the app. Here it acts for the person who consented.',
  },
  considerations: {
    security: [
      {
        text: '**state** ties the answer to the browser that asked. Make it random, use it once, refuse the callback without it. RFC 6749 §10.12.',
      },
      {
        text: '**PKCE** (Proof Key for Code Exchange, RFC 7636) makes a stolen code useless. This app sends S256. Whether Bitbucket checks it is undocumented; it does not stand in for the secret.',
        source: 'Git Credential Manager always sends it; BCLOUD-23469 is the open request',
        asOf: '2026-09',
      },
      {
        text: '**The code** is good for one use, from one client, with one redirect URI. How long it lives at Bitbucket is not published.',
        assumption: 'The sandbox’s life for a code is an assumption.',
      },
    ],
    bitbucket: [
      {
        text: '**Life.** An access token lives two hours (`expires_in: 7200`); older pages still say one.',
        source: 'Atlassian, “OAuth 2.0”; Git Credential Manager #518',
        asOf: '2026-02-24',
      },
      {
        text: '**Rotation.** Each refresh brings a new refresh token; one left unused dies after three months. Store the new one before you use the new access token, and let one process refresh at a time.',
        source: 'CHANGE-3052, enforced 2026-05-04',
      },
      {
        text: '**The old refresh token.** Whether it is still taken for some ten minutes is disputed.',
        source: 'Git Credential Manager #2428, against a probe of 2026-08-09',
        asOf: '2026-08',
        assumption: 'The sandbox’s ten minutes are an assumption.',
      },
      {
        text: '**Length.** Tokens of 2,500 characters fit neither a cookie of 4,096 bytes with its twin nor a `varchar(255)`. They look like a JWT; treat them as opaque.',
        source: 'Git Credential Manager #2428; aws-amplify/amplify-hosting #4105',
      },
      {
        text: '**Callback.** If you send `redirect_uri` with the first request, send the same one with the token request. Register exactly what you send: Atlassian’s page allows a longer path below the registered one, a report of 2026 says exact.',
        source: 'Atlassian support, “Use OAuth on Bitbucket Cloud”; micronaut-security #93',
      },
      {
        text: '**Form bodies only.** JSON at the token endpoint is not read: `400`, “Unsupported grant type: None”.',
        source: 'plentico/plenti #280',
      },
      {
        text: '**Other errors than the RFC’s.** A wrong secret brings `400 unauthorized_client`, where RFC 6749 §5.2 says `401 invalid_client`. A spent refresh token brings the same.',
        source: 'SonarSource/sonarqube, recorded replies; a probe of 2026-08-09',
      },
      {
        text: '**Header only.** `?access_token=` brings `401`; send `Authorization: Bearer`.',
        source: 'CHANGE-3052, enforced 2026-05-04',
      },
    ],
  },
};
