/** What the pages say of the authorization code grant; what it does is in ../authorization-code.ts. */
import type { GrantFacts } from './grant-facts.ts';
import { callsWithToken } from './recurring.ts';

export const authorizationCodeFacts: GrantFacts = {
  slug: 'authorization-code',
  title: 'Authorization Code',
  shortTitle: 'Authorization code',
  source: { rfc: 6749, section: '4.1' },
  summary:
    'The person says yes at the authorization server, the browser brings back a short-lived code, and the client’s server trades that code for an access token.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'A single-use code and the state; never a token',
  refreshToken: 'Yes; it changes with every use',
  bringsRefreshToken: true,
  useIt: 'For anything that acts for a person and has a server: the default.',
  startsBy: 'link',
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: { status: 'works', statements: ['authorization-code-works', 'change-3052'] },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      travels: 'Request',
      title: 'Ask for a code',
      explanation:
        'The client sends the browser to the authorization endpoint with its client_id, the redirect_uri, the scope, a fresh state and a PKCE challenge.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      travels: 'Consent',
      title: 'Sign in and consent',
      explanation:
        'The person signs in at the authorization server and grants or denies access. The client sees nothing of this.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Code and state, by redirect',
      travels: 'Code, state',
      title: 'The code comes back',
      explanation:
        'The browser is sent to the redirect_uri with a code and the state. The client first checks that the state is one it gave to this very browser.',
    },
    {
      letter: 'D',
      from: 'client',
      to: 'authorization-server',
      label: 'Code, redirect_uri, credentials',
      travels: 'Code, secret',
      title: 'Trade the code for tokens',
      explanation:
        'The client’s server posts the code to the token endpoint, with HTTP Basic, the same redirect_uri and the PKCE verifier. The browser has no part in it.',
    },
    {
      letter: 'E',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      travels: 'Tokens',
      title: 'The tokens arrive',
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
        text: 'your code runs in the browser alone.',
        statement: 'pkce-needs-secret',
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
        text: '**PKCE** (Proof Key for Code Exchange, RFC 7636) makes a stolen code useless where it is checked. This app sends S256.',
        statement: 'pkce-verifier',
      },
      {
        text: '**The code** is good for one use, from one client, with one redirect URI.',
        statement: 'code-life',
      },
    ],
    bitbucket: [
      { statement: 'access-token-life' },
      {
        statement: 'refresh-rotates',
        advice:
          'Store the new one before you use the new access token, and let one process refresh at a time.',
      },
      { statement: 'refresh-unused' },
      { statement: 'refresh-grace' },
      { statement: 'token-length', advice: 'Treat them as opaque.' },
      { statement: 'redirect-repeated' },
      { statement: 'redirect-matching', advice: 'Register exactly what you send.' },
      { statement: 'redirect-host' },
      { statement: 'form-bodies' },
      { statement: 'wrong-secret' },
      { statement: 'refresh-refused' },
      { statement: 'header-only', advice: 'Send `Authorization: Bearer`.' },
    ],
  },
};
