/** The authorization endpoint: what it takes, shows and answers. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const authorization = [
  {
    id: 'state-echoed',
    about: 'state comes back',
    claim: '`state` is not documented. It comes back unchanged, and every client depends on it.',
    status: 'seen',
    asOf: '2026-09',
    sources: [
      {
        label: 'atlassian/atlascode, Atlassian’s own client, 2026-08',
        repository: 'atlassian/atlascode',
        path: 'src/atlclients/oauthDancer.ts',
      },
      source.GCM_ROTATION,
    ],
  },
  {
    id: 'sign-in-first',
    about: 'Whoever is not signed in',
    claim:
      'Whoever is not signed in is led to the sign-in page, and back to the same request afterwards.',
    status: 'inferred',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE],
  },
  {
    id: 'consent-page',
    about: 'The consent page',
    claim:
      'It lists all scopes of the client where the request names none, with the buttons Grant access and Cancel. What was granted is listed under Personal settings, Authorized applications, where it can be taken back.',
    status: 'seen',
    asOf: '2026-08',
    sources: [
      source.NEW_SETTINGS_PAGE,
      {
        label: 'gocov/gocov, README, 2026-08',
        repository: 'gocov/gocov',
        path: 'README.md',
      },
    ],
  },
  {
    id: 'consent-remembered',
    about: 'Is consent remembered',
    claim: 'A second request of the same client is likely to be granted without asking.',
    status: 'inferred',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE],
  },
  {
    id: 'denial',
    about: 'The answer to a denial',
    claim:
      'A denial leads back with an `error`, by what clients read, probably `access_denied`; its text, and the whole redirect, are not recorded.',
    status: 'not known',
    asOf: '2026-10',
    sources: [
      {
        label: 'dexidp/dex, which reads error and error_description',
        repository: 'dexidp/dex',
        path: 'connector/bitbucketcloud/bitbucketcloud.go',
      },
    ],
  },
  {
    id: 'unknown-client',
    about: 'An unknown client',
    claim:
      'An unknown `client_id` brings a page, and no redirect: “Invalid client_id”, “This integration is misconfigured. Contact the vendor for assistance.”',
    status: 'seen',
    asOf: '2015-06',
    sources: [
      { label: 'Stack Overflow 31098096, 2015', url: 'https://stackoverflow.com/q/31098096' },
    ],
    note: 'Old; the page for a bad redirect URI, with the same sentence, was seen in February 2026.',
  },
  {
    id: 'bad-redirect',
    about: 'A redirect URI that does not fit',
    claim:
      'It brings a page, and no redirect: “Invalid redirect_uri”, “This integration is misconfigured. Contact the vendor for assistance.”',
    status: 'seen',
    asOf: '2026-02',
    sources: [
      {
        label: 'rbansal42/bitbucket-cli #50, 2026-02',
        repository: 'rbansal42/bitbucket-cli',
        number: 50,
      },
      { label: 'harness/harness #1838, 2016', repository: 'harness/harness', number: 1838 },
    ],
  },
  {
    id: 'issuer-parameter',
    about: 'iss in the answer',
    claim: 'No authorization response with `iss` (RFC 9207) was ever recorded from Bitbucket.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES],
  },
  {
    id: 'resource-parameter',
    about: 'resource',
    claim: '`resource` (RFC 8707) is accepted at both endpoints; the token is not bound to it.',
    status: 'seen',
    asOf: '2026-10',
    sources: [source.DEPLOYMENT_MODES],
  },
  {
    id: 'parameter-twice',
    about: 'A parameter twice',
    claim:
      '`response_type=code` was taken twice in one request, which RFC 6749 §3.1 forbids. Others are not recorded.',
    status: 'seen',
    asOf: '2021-10',
    sources: [source.TOKEN_REPLY],
    note: 'One report; nothing newer is on record.',
  },
  {
    id: 'code-life',
    about: 'The life of a code',
    claim: 'How long a code lives at Bitbucket is not published.',
    status: 'not known',
    asOf: '2026-10',
    sources: [source.OAUTH_2_PAGE],
    sandbox: { current: 'ten minutes', legacy: 'ten minutes' },
  },
] as const satisfies readonly Statement[];
