/** What the pages say of the implicit grant; what it does is in ../implicit.ts. */
import type { GrantFacts } from '../grant.ts';

export const implicitFacts: GrantFacts = {
  slug: 'implicit',
  title: 'Implicit',
  source: { rfc: 6749, section: '4.2' },
  summary:
    'The person says yes at the authorization server, and the access token itself comes back to the browser, in the part of the URL behind the # sign.',
  whoConsents: 'The person, at the authorization server',
  crossesBrowser: 'The access token itself, in the fragment of a URL',
  refreshToken: 'No, never',
  useIt: 'Not any more (RFC 9700 §2.1.2): use the authorization code grant with PKCE.',
  runsOn: ['sandbox-legacy', 'bitbucket'],
  onBitbucket: {
    status: 'removed',
    statement:
      'Removed in spring 2026. The sources disagree on the day: 27 February or 14 March 2026; Atlassian’s own page still listed it on 24 February 2026.',
    asOf: '2026-03',
    sources: [
      {
        title:
          'Atlassian developer community, thread 97520: “Deprecation notice: OAuth 1.0 and implicit grant flows for Bitbucket Cloud”',
      },
      {
        title: 'decaporg/decap-cms, issue 7749',
        url: 'https://github.com/decaporg/decap-cms/issues/7749',
      },
    ],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Authorization request',
      explanation:
        'The client sends the browser to the authorization endpoint with response_type=token, its client_id, the redirect_uri and a fresh state. There is no secret.',
    },
    {
      letter: 'B',
      from: 'resource-owner',
      to: 'authorization-server',
      label: 'Signs in and consents',
      explanation: 'The person signs in at the authorization server and grants or denies access.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'resource-owner',
      label: 'Token in the fragment',
      explanation:
        'The browser is sent to the redirect_uri with the access token behind the # sign: a part of the URL that browsers keep to themselves.',
    },
    {
      letter: 'D',
      from: 'resource-owner',
      to: 'client',
      label: 'Fetches the page, no fragment',
      explanation:
        'The browser asks our server for the page of the redirect_uri. The token is not in the request.',
    },
    {
      letter: 'E',
      from: 'client',
      to: 'resource-owner',
      label: 'A page with a script',
      explanation: 'Our server answers with a page whose script can read the fragment.',
    },
    {
      letter: 'F',
      from: 'resource-owner',
      to: 'resource-owner',
      label: 'The script reads the token',
      explanation:
        'The script takes the token out of the fragment, clears the address bar, and has our server check the state: the state alone.',
    },
    {
      letter: 'G',
      from: 'resource-owner',
      to: 'client',
      label: 'The token reaches the client',
      explanation:
        'The part of the client that runs in the browser has the token now. It never reaches our server.',
    },
    {
      letter: 'API',
      from: 'resource-owner',
      to: 'resource-server',
      label: 'Calls with the access token',
      explanation:
        'The script calls the API from the browser, with the token in the Authorization header.',
    },
  ],
};
