/** git over HTTPS. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const git = [
  {
    id: 'git-user-name',
    about: 'git over HTTPS',
    claim: 'The user name is `x-token-auth`, and the access token is the password.',
    status: 'documented',
    asOf: '2025-01',
    sources: [source.REST_INTRO],
    note: 'The copy is of about 2025; the exact month is not known.',
  },
  {
    id: 'git-stale-credentials',
    about: 'git with stale credentials',
    claim:
      'git prints “remote: You may not have access to this repository or it no longer exists in this workspace. …”, and “fatal: Authentication failed for …” of its own: the words for a repository that is not there.',
    status: 'seen',
    asOf: '2025-09',
    sources: [
      {
        label: 'Dokploy/dokploy #2726, 2025-09-29',
        repository: 'Dokploy/dokploy',
        number: 2726,
      },
    ],
    note: 'From before CHANGE-3052; nothing newer is on record.',
  },
  {
    id: 'git-scope-missing',
    about: 'git with a token that lacks a scope',
    claim:
      'The reply is 403 with “Your credentials lack one or more required privilege scopes.”, and git adds “The requested URL returned error: 403”.',
    status: 'seen',
    asOf: '2025-10',
    sources: [
      {
        label: 'Atlassian community, 2025-10-11',
        url: 'https://community.atlassian.com/forums/Bitbucket-questions/Using-APi-Tokens-for-repo-cloning/qaa-p/3129221',
      },
    ],
    note: 'With an API token; with one of OAuth it was not shown.',
  },
  {
    id: 'git-passwords',
    about: 'git with a password',
    claim:
      'A password of an account is refused with “Bitbucket Cloud recently stopped supporting account passwords for Git authentication.” Of app passwords two versions of one notice say 410 or 401.',
    status: 'documented',
    asOf: '2026-07',
    sources: [
      source.PASSWORD_BLOG,
      {
        label: 'Atlassian community, article 3237429, CHANGE-3222',
        url: 'https://community.atlassian.com/forums/Bitbucket-articles/Deprecation-notice-Bitbucket-Cloud-app-password-brownout/ba-p/3237429',
      },
    ],
  },
] as const satisfies readonly Statement[];
