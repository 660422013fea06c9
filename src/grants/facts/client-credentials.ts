/** What the pages say of the client credentials grant; what it does is in ../client-credentials.ts. */
import type { GrantFacts } from './grant-facts.ts';
import { callsWithToken } from './recurring.ts';

export const clientCredentialsFacts: GrantFacts = {
  slug: 'client-credentials',
  title: 'Client Credentials',
  shortTitle: 'Client credentials',
  source: { rfc: 6749, section: '4.4' },
  summary:
    'The client shows its own credentials and is given an access token for itself: no person takes part, and nothing crosses a browser.',
  whoConsents: 'Nobody: the client acts for itself',
  crossesBrowser: 'Nothing',
  refreshToken: 'No: ask for a new access token',
  useIt: 'For a machine that works for itself: nightly jobs, CI, a bot of a workspace.',
  actsAsClient: true,
  startsBy: 'link',
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: {
    status: 'works',
    statements: ['client-credentials-work', 'app-user', 'no-refresh-for-clients'],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Client authentication',
      travels: 'Key, secret',
      title: 'Show who the client is',
      explanation:
        'The client’s server posts grant_type=client_credentials to the token endpoint, with its client_id and secret in HTTP Basic.',
    },
    {
      letter: 'B',
      from: 'authorization-server',
      to: 'client',
      label: 'Access token',
      travels: 'Token',
      title: 'The token arrives',
      explanation: 'The token endpoint answers with an access token for two hours.',
    },
    callsWithToken('The client'),
  ],
  when: {
    use: [
      { text: 'the app acts for itself: a build server, a bot, a report that runs at night;' },
      { text: 'no person is there to consent;' },
      { text: 'the app’s server can keep a secret.' },
    ],
    avoid: [
      {
        text: 'what happens should happen in a person’s name: take [authorization code](/authorization-code);',
      },
      {
        text: 'the secret would have to be shipped: in a desktop app, a phone app, a page. Anybody can take it out.',
      },
    ],
  },
  differs: {
    'authorization-code':
      'Needs a browser, a redirect and a person. Here one request and its answer are the whole grant.',
    implicit: 'Has no secret. Here the secret is all there is.',
    'resource-owner-password':
      'Adds a person’s name and password to the same request. Here nobody’s password is involved, and so nobody’s rights.',
  },
  considerations: {
    security: [
      {
        text: '**The secret is everything.** Whoever has it is your app. Keep it out of the repository and out of logs, and be ready to change it.',
      },
      {
        text: '**Ask for few scopes.** Nobody looks at a consent page here; what the consumer is given, the token has.',
      },
      {
        text: '**Keep the token until it is nearly over,** then ask for another. A token per request wastes your rate limit.',
      },
    ],
    bitbucket: [
      { statement: 'private-consumer' },
      {
        statement: 'callback-needed',
        advice: 'Set one all the same, if the consumer also runs the authorization code grant.',
      },
      { statement: 'app-user' },
      { statement: 'app-user-fields' },
      {
        statement: 'no-refresh-for-clients',
        advice: 'The secret brings a new token whenever you ask.',
      },
      { statement: 'personal-workspace' },
      { statement: 'access-token-life' },
      { statement: 'token-length' },
    ],
  },
};
