/** What the REST API answers: refusals, and the headers that tell of the token. */
import type { Statement } from './statement.ts';

export const apiAnswers = [
  {
    id: 'invalid-token',
    about: 'A bad token',
    claim: '401, “Token is invalid, expired, or not supported for this endpoint.”',
    status: 'seen',
    asOf: '2026-04',
    sources: [
      {
        label: 'rbansal42/bitbucket-cli #50, 2026-02',
        repository: 'rbansal42/bitbucket-cli',
        number: 50,
      },
      {
        label: 'avivsinai/bitbucket-cli #174, 2026-04',
        repository: 'avivsinai/bitbucket-cli',
        number: 174,
      },
    ],
    tryIt: 'invalid-token',
    sandbox: { legacy: 'the words of its time: “Access token expired. …”' },
  },
  {
    id: 'expired-token',
    about: 'An expired token, until 2026',
    claim:
      '401, “Access token expired. Use your refresh token to obtain a new access token.”; a shorter form, and one that begins “OAuth2 access token expired.”, were seen as well.',
    status: 'seen',
    asOf: '2026-02',
    sources: [
      {
        label: 'woodpecker-ci/woodpecker #6059, 2026-02-03',
        repository: 'woodpecker-ci/woodpecker',
        number: 6059,
      },
    ],
  },
  {
    id: 'missing-scope',
    about: 'A missing scope',
    claim:
      '403, “Your credentials lack one or more required privilege scopes.”, with `detail` as an object of `required` and `granted`.',
    status: 'seen',
    asOf: '2026-03',
    sources: [
      {
        label: 'backstage/backstage #22383, 2024-01',
        repository: 'backstage/backstage',
        number: 22383,
      },
      {
        label: 'gildas/bitbucket-cli #56, 2026-03-01',
        repository: 'gildas/bitbucket-cli',
        number: 56,
      },
    ],
  },
  {
    id: 'unknown-route',
    about: 'An unknown address',
    claim: '404, “Resource not found”, with the sentence “There is no API hosted at this URL.”',
    status: 'seen',
    asOf: '2026-01',
    sources: [
      {
        label: 'gildas/bitbucket-cli #35, 2026-01-29',
        repository: 'gildas/bitbucket-cli',
        number: 35,
      },
    ],
    tryIt: 'unknown-route',
  },
  {
    id: 'scope-headers',
    about: 'X-OAuth-Scopes',
    claim:
      '`X-OAuth-Scopes` lists the scopes of the token, on refusals as well; `X-Accepted-OAuth-Scopes` names those that the address wants.',
    status: 'seen',
    asOf: '2026-04',
    sources: [
      {
        label: 'devopsgroup-io/catapult #159, 2015',
        repository: 'devopsgroup-io/catapult',
        number: 159,
      },
    ],
    note: 'A recorded reply of 2026-04-08 still has both; it has no address of its own.',
    tryIt: 'scope-headers',
  },
  {
    id: 'credential-type',
    about: 'X-Credential-Type',
    claim:
      'One recorded reply, of 2026-04-08, has `X-Credential-Type: oauth2` for a token of OAuth. It has no address of its own: nobody can look it up.',
    status: 'not known',
    asOf: '2026-04',
    sources: [
      {
        label: 'Atlassian, REST introduction, which does not mention it',
        url: 'https://developer.atlassian.com/cloud/bitbucket/rest/intro/',
      },
    ],
    tryIt: 'credential-type',
  },
] as const satisfies readonly Statement[];
