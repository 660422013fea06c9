/** What was taken away around OAuth, and what it answers since. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const removals = [
  {
    id: 'lists-announced',
    about: 'Lists across workspaces',
    claim:
      'Lists that cross workspaces are announced to end: `/2.0/repositories`, `/2.0/workspaces`, `/2.0/user/permissions/workspaces` and `/2.0/user/permissions/repositories`.',
    status: 'documented',
    asOf: '2026-04',
    on: '2025-08-28',
    sources: [source.CHANGE_2770, source.REMOVED_LISTS],
  },
  {
    id: 'lists-removed',
    about: 'Lists across workspaces are gone',
    claim:
      'They answer `410`, “CHANGE-2770 - Functionality has been deprecated”, to every caller, as seen without a token on 2026-08-29. Ask `/2.0/user/workspaces`, then each workspace.',
    status: 'seen',
    asOf: '2026-08',
    on: '2026-04-14',
    sources: [source.CHANGE_2770, source.REMOVED_LISTS],
    note: 'The probe of 2026-08-29 has no address of its own.',
    tryIt: 'removed-list',
    sandbox: { legacy: 'answers them, as Bitbucket did' },
  },
  {
    id: 'permissions-404',
    about: '404 in the place of 410',
    claim:
      '`/2.0/user/permissions/repositories` answers 404 instead for some accounts, since late August.',
    status: 'seen',
    asOf: '2026-09',
    on: '2026-08-26',
    sources: [
      { label: 'pingdotgg/t3code #8328, 2026-08-26', repository: 'pingdotgg/t3code', number: 8328 },
      { label: 'pingdotgg/t3code #9302, 2026-09-03', repository: 'pingdotgg/t3code', number: 9302 },
    ],
    sandbox: { current: '410, unless it was started with --removed-list 404' },
  },
  {
    id: 'deprecation-headers',
    about: 'Headers of deprecation',
    claim:
      '`Deprecation`, `Sunset` and a `Link` to CHANGE-3071 were recorded from the issue tracker. Whether the lists across workspaces sent any is not.',
    status: 'not known',
    asOf: '2026-09',
    sources: [
      {
        label: 'go-gitea/gitea, test of its importer, 2026',
        repository: 'go-gitea/gitea',
        path: 'services/migrations/bitbucket_test.go',
      },
    ],
  },
  {
    id: 'app-passwords-stopped',
    about: 'App passwords',
    claim: 'New app passwords can no longer be made.',
    status: 'documented',
    asOf: '2025-09',
    on: '2025-09-09',
    sources: [
      {
        label: 'Atlassian, “Bitbucket Cloud transitions to API tokens”',
        url: 'https://www.atlassian.com/blog/bitbucket/bitbucket-cloud-transitions-to-api-tokens-enhancing-security-with-app-password-deprecation',
      },
    ],
    note: 'It is done and will not change.',
  },
  {
    id: 'app-passwords-removed',
    about: 'App passwords are gone',
    claim:
      'App passwords end, after brownouts since 2026-06-09 (CHANGE-3222). API tokens, or OAuth, take their place.',
    status: 'documented',
    asOf: '2026-07',
    on: '2026-07-28',
    sources: [
      {
        label: 'Atlassian community, article 3237429, CHANGE-3222',
        url: 'https://community.atlassian.com/forums/Bitbucket-articles/Deprecation-notice-Bitbucket-Cloud-app-password-brownout/ba-p/3237429',
      },
    ],
  },
  {
    id: 'issue-tracker-removed',
    about: 'Issues and wikis',
    claim:
      'Issues and wikis are switched off, and the API of the issue tracker answers 410 (CHANGE-3071).',
    status: 'documented',
    asOf: '2026-09',
    on: '2026-08-20',
    sources: [
      {
        label: 'Atlassian community, “Announcing sunset of Bitbucket Issues and Wikis”',
        url: 'https://community.atlassian.com/forums/Bitbucket-articles/Announcing-sunset-of-Bitbucket-Issues-and-Wikis/ba-p/3193882',
      },
      {
        label: '0pilatos0/bitbucket-cli #325, 2026-09-09',
        repository: '0pilatos0/bitbucket-cli',
        number: 325,
      },
    ],
  },
] as const satisfies readonly Statement[];
