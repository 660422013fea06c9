/** What the pages say of the resource owner password credentials grant; what it does is in ../resource-owner-password.ts. */
import type { GrantFacts } from '../grant.ts';
import { callsWithToken } from './recurring.ts';

export const resourceOwnerPasswordFacts: GrantFacts = {
  slug: 'resource-owner-password',
  title: 'Resource Owner Password Credentials',
  source: { rfc: 6749, section: '4.3' },
  summary:
    'The person types their user name and password into the client, and the client sends both to the token endpoint for an access token.',
  whoConsents: 'The person, by handing over the password',
  crossesBrowser: 'The password itself, into the client',
  refreshToken: 'Yes, while it existed',
  useIt: 'Never: it must not be used any more (RFC 9700 §2.4). Know it to replace it.',
  runsOn: ['sandbox-legacy'], // a password is never sent to bitbucket.org
  onBitbucket: {
    status: 'removed',
    statement:
      'Removed: for new users on 13 September 2021, for all on 1 March 2022. It never worked for accounts with two-step verification.',
    asOf: '2026-02',
    sources: [
      {
        title:
          'Bitbucket blog, “Deprecating Atlassian account password for Bitbucket API and Git activity”',
      },
      {
        title: 'OAuth 2.0 (Atlassian): “4.3 no longer supported” in the copies from 2024 on',
        url: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
      },
    ],
  },
  steps: [
    {
      letter: 'A',
      from: 'resource-owner',
      to: 'client',
      label: 'User name and password',
      explanation:
        'The person types the password into the client: the very thing that OAuth was made to avoid.',
    },
    {
      letter: 'B',
      from: 'client',
      to: 'authorization-server',
      label: 'Password and client credentials',
      explanation:
        'The client’s server posts grant_type=password with the user name and the password to the token endpoint, its own credentials in HTTP Basic.',
    },
    {
      letter: 'C',
      from: 'authorization-server',
      to: 'client',
      label: 'Access and refresh token',
      explanation: 'The token endpoint answers with an access token and a refresh token.',
    },
    callsWithToken('The client'),
  ],
};
