/** What the pages say of the client credentials grant; what it does is in ../client-credentials.ts. */
import type { GrantFacts } from './grant-facts.ts';
import { CHANGE_3052, OAUTH_2_PAGE, callsWithToken } from './recurring.ts';

export const clientCredentialsFacts: GrantFacts = {
  slug: 'client-credentials',
  title: 'Client Credentials',
  source: { rfc: 6749, section: '4.4' },
  summary:
    'The client shows its own credentials and is given an access token for itself: no person takes part, and nothing crosses a browser.',
  whoConsents: 'Nobody: the client acts for itself',
  crossesBrowser: 'Nothing',
  refreshToken: 'No, since May 2026: ask for a new access token',
  useIt: 'For a machine that works for itself: nightly jobs, CI, a bot of a workspace.',
  actsAsClient: true,
  startsBy: 'link',
  runsOn: ['bitbucket', 'sandbox-current', 'sandbox-legacy'],
  onBitbucket: {
    status: 'works',
    statement:
      'Works for a private consumer (since mid-2026: an OAuth client with the Client credentials box ticked). Since CHANGE-3052 (enforced from 4 May 2026) no refresh token comes, and the token acts as an app_user; before, it acted as the owner of the consumer.',
    asOf: '2026-09',
    sources: [OAUTH_2_PAGE, CHANGE_3052],
  },
  steps: [
    {
      letter: 'A',
      from: 'client',
      to: 'authorization-server',
      label: 'Client authentication',
      explanation:
        'The client’s server posts grant_type=client_credentials to the token endpoint, with its client_id and secret in HTTP Basic.',
    },
    {
      letter: 'B',
      from: 'authorization-server',
      to: 'client',
      label: 'Access token',
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
      {
        text: '**A private consumer.** A public one gets “Cannot use client_credentials with a consumer marked as "public"”. On the newer settings page, tick the grant type instead.',
        source:
          'SonarSource/sonarqube; composer #10678; jenkinsci/bitbucket-branch-source-plugin #1215, 2026',
      },
      {
        text: '**A callback URL,** though nothing is ever called back: without one, “No callback uri defined for the OAuth client.”',
        source: 'Atlassian support, “Use OAuth on Bitbucket Cloud”; composer #5335',
      },
      {
        text: '**An account of the app’s own.** Since 2026-05-04 the token acts as an `app_user`; before, it acted as the consumer’s owner. What `/2.0/user` says of an `app_user` is not on record.',
        source: 'CHANGE-3052',
        assumption: 'The sandbox’s `app_user` is an assumption.',
      },
      {
        text: '**No refresh token,** since the same day, as RFC 6749 §4.4.3 advises: the secret brings a new token whenever you ask. The sandbox’s legacy era still sends one.',
        source: 'CHANGE-3052, enforced 2026-05-04',
      },
      {
        text: '**Which workspaces:** a client of a personal workspace sees that workspace only.',
        source: 'CHANGE-3052',
      },
      {
        text: '**Life:** two hours, tokens of about 2,500 characters.',
        source: 'Atlassian, “OAuth 2.0”, 2026-02-24; Git Credential Manager #2428',
        asOf: '2026-08',
      },
    ],
  },
};
