/** Calling the REST API with a token: how it is sent, where to, and what is asked for. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const api = [
  {
    id: 'header-only',
    about: 'Header only',
    claim:
      'Tokens are taken in the `Authorization` header only. `?access_token=` and the form field bring 401; until CHANGE-3052 both worked.',
    status: 'documented',
    asOf: '2026-04',
    sources: [
      source.CHANGE_3052,
      source.QUERY_TOKENS,
      { label: 'laravel/socialite #771, 2026-04-24', repository: 'laravel/socialite', number: 771 },
    ],
    tryIt: 'token-in-query',
    sandbox: { legacy: 'takes both, as Bitbucket did' },
  },
  {
    id: 'lower-case-scheme',
    about: 'bearer in lower case',
    claim:
      '`Authorization: bearer …`, spelt as `token_type` is, was refused with 401. Whether it still is, is not known.',
    status: 'seen',
    asOf: '2023-08',
    sources: [
      {
        label: 'nextauthjs/next-auth #3075, 2021-10',
        repository: 'nextauthjs/next-auth',
        number: 3075,
      },
      {
        label: 'jupyterhub/oauthenticator #677, 2023-08',
        repository: 'jupyterhub/oauthenticator',
        number: 677,
      },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
    tryIt: 'lower-case-scheme',
  },
  {
    id: 'user-has-no-email',
    about: '/2.0/user and e-mail',
    claim:
      'It needs `account` and holds no e-mail address: those are under `/2.0/user/emails`. `username` may be missing; clients fall back to `account_id`.',
    status: 'documented',
    asOf: '2024-12',
    sources: [
      source.OPENAPI_EXPORT,
      {
        label: 'nextauthjs/next-auth #3075, 2021-10',
        repository: 'nextauthjs/next-auth',
        number: 3075,
      },
    ],
    note: 'The export is of 2024; nothing newer contradicts it.',
  },
  {
    id: 'second-host',
    about: 'bitbucket.org/api/2.0',
    claim:
      'The API answers there, too, without a token (2026-08-29). CHANGE-3052 wants requests with one at api.bitbucket.org.',
    status: 'seen',
    asOf: '2026-08',
    sources: [source.CHANGE_3052],
    note: 'The probe of 2026-08-29 has no address of its own. Whether authenticated calls still work there is not known.',
  },
  {
    id: 'page-length',
    about: 'pagelen',
    claim:
      'Ten by default, a hundred at the most. Pull requests come fifty at the most: beyond, `400`, “Invalid pagelen”, though the page of that list says a hundred.',
    status: 'seen',
    asOf: '2026-08',
    sources: [
      {
        label: 'jenkinsci/bitbucket-branch-source-plugin #1182, 2026-03-23',
        repository: 'jenkinsci/bitbucket-branch-source-plugin',
        number: 1182,
      },
      source.REST_INTRO,
    ],
    note: 'A probe of 2026-08-15, without an address of its own, agrees.',
  },
] as const satisfies readonly Statement[];
