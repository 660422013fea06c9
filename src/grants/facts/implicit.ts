/** What the pages say of the implicit grant; what it does is in ../implicit.ts. */
import type { GrantFacts } from './grant-facts.ts';

export const implicitFacts: GrantFacts = {
  slug: 'implicit',
  title: 'Implicit',
  shortTitle: 'Implicit',
  source: { rfc: 6749, section: '4.2' },
  summary:
    'The person says yes at the authorization server, and the access token itself comes back to the browser, in the part of the URL behind the # sign.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'The access token itself, in the fragment of a URL',
  refreshToken: 'No, never',
  useIt: 'Not any more (RFC 9700 §2.1.2): use the authorization code grant with PKCE.',
  startsBy: 'link',
  answersInFragment: true,
  runsOn: ['sandbox-legacy', 'bitbucket'],
  onBitbucket: { status: 'removed', statements: ['implicit-removed'] },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      travels: 'Request',
      title: 'Ask for a token',
      explanation:
        'The client sends the browser to the authorization endpoint with response_type=token, its client_id, the redirect_uri and a fresh state. There is no secret. What comes back, a script alone can read.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      travels: 'Consent',
      title: 'Sign in and consent',
      explanation: 'The person signs in at the authorization server and grants or denies access.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'resource-owner',
      label: 'Token in the fragment',
      travels: 'Token in #',
      title: 'The token comes in the fragment',
      explanation:
        'The browser is sent to the redirect_uri with the access token behind the # sign: a part of the URL that browsers keep to themselves.',
    },
    {
      letter: 'D',
      from: 'resource-owner',
      to: 'client',
      label: 'Fetches the page, no fragment',
      travels: 'No #',
      title: 'The browser fetches the page',
      explanation:
        'The browser asks our server for the page of the redirect_uri. The token is not in the request.',
    },
    {
      letter: 'E',
      from: 'client',
      to: 'resource-owner',
      label: 'A page with a script',
      travels: 'Script',
      title: 'The page brings its script',
      explanation: 'Our server answers with a page whose script can read the fragment.',
    },
    {
      letter: 'F',
      from: 'resource-owner',
      to: 'resource-owner',
      label: 'The script reads the token',
      travels: 'Reads the #',
      title: 'The script reads the fragment',
      explanation:
        'The script takes the token out of the fragment, clears the address bar, and has our server check the state: the state alone.',
    },
    {
      letter: 'G',
      from: 'resource-owner',
      to: 'client',
      label: 'The token reaches the client',
      travels: 'Token',
      title: 'The token stays in the page',
      explanation:
        'The part of the client that runs in the browser has the token now. It never reaches our server.',
    },
    {
      letter: 'API',
      from: 'resource-owner',
      to: 'resource-server',
      label: 'Calls with the access token',
      travels: 'Bearer token',
      title: 'Call the API from the page',
      explanation:
        'The script calls the API from the browser, with the token in the Authorization header.',
    },
  ],
  when: {
    use: [
      { text: 'you must read, repair or replace an old browser app that still depends on it;' },
      {
        text: 'you teach why it went. It was made in 2012 for scripts that could call no other host than their own; CORS has since lifted that limit.',
      },
    ],
    avoid: [
      { text: 'you write anything new. RFC 9700 §2.1.2 says SHOULD NOT;' },
      {
        text: 'you need bitbucket.org: see above, it is no longer offered there. Take [authorization code](/authorization-code) with a small server behind the page.',
      },
    ],
  },
  differs: {
    'authorization-code':
      'Fetches the token in the back channel, with the client’s secret. Here there is no back channel: the token comes in the address, and no secret proves who asked.',
    'resource-owner-password':
      'Hands your password to the app. Here the app never sees it; it sees the token only.',
    'client-credentials':
      'Has no user and no browser. Here there is nothing but a user and a browser.',
  },
  considerations: {
    security: [
      {
        text: '**The fragment**, the part of an address after `#`, is not sent to any server, but it stands in the address bar and the history. The script on the callback page takes it and clears it at once.',
      },
      {
        text: '**Any script of the page can read the token.** One hole for foreign script and it is gone. Hence a strict content security policy, and no token in `localStorage`, `sessionStorage` or a cookie.',
      },
      {
        text: '**state** is all there is to tell your answer from a forged one. The script has the server take it before it believes the token; the token itself never goes to the server.',
      },
      {
        text: '**Token substitution.** Nothing shows for whom the token was issued. An app that signs people in with it can be fed another app’s token. RFC 6749 §10.16.',
      },
      {
        text: '**No refresh token.** RFC 6749 §4.2.2 forbids one. When the token dies, the whole flow runs again.',
      },
    ],
    bitbucket: [
      { statement: 'implicit-fragment' },
      { statement: 'token-endpoint-cors' },
      { statement: 'implicit-today' },
    ],
  },
  beforeTheRun:
    'It needs JavaScript: only a script can read what comes back. Its result stands on the page that you come back to, and goes when you leave or reload that page.',
};
