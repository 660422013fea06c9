/** What the pages say of the client credentials grant; what it does is in ../client-credentials.ts. */
import type { GrantFacts } from '../grant.ts';
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
};
