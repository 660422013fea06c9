/** Scopes: who fixes them, and what they imply. */
import type { Statement } from './statement.ts';
import * as source from './sources.ts';

export const scopes = [
  {
    id: 'scopes-of-client',
    about: 'Who fixes the scopes',
    claim:
      'Atlassian’s page says that scopes are fixed on the consumer. Clients that ask for fewer get a token with fewer; without `scope`, the token has all of the client’s.',
    status: 'disputed',
    asOf: '2026-02',
    sources: [
      source.OAUTH_2_PAGE,
      source.TOKEN_REPLY,
      {
        label: 'backstage/backstage #22383, 2024-01',
        repository: 'backstage/backstage',
        number: 22383,
      },
      { label: 'gae-init/gae-init #496, 2016', repository: 'gae-init/gae-init', number: 496 },
    ],
    note: 'A report of 2016 says that it was not supported then.',
  },
  {
    id: 'scope-unknown',
    about: 'An unknown scope',
    claim:
      'It brings a redirect with `error=invalid_scope`, “Unknown scope: ” and the names. Scopes with commas between end here, too.',
    status: 'seen',
    asOf: '2017-05',
    sources: [
      { label: 'laravel/socialite #233, 2017-05', repository: 'laravel/socialite', number: 233 },
    ],
    note: 'Old; the code alone was seen again in 2018.',
  },
  {
    id: 'scope-beyond-client',
    about: 'A scope that the client does not have',
    claim:
      'It brings a redirect with `error=invalid_scope`, “These requested scopes are beyond the OAuth client’s own scopes: ” and the names.',
    status: 'seen',
    asOf: '2020-09',
    sources: [
      { label: 'argoproj/argo-cd #4408, 2020-09-23', repository: 'argoproj/argo-cd', number: 4408 },
    ],
    note: 'Once, for `team`, as a client printed it; nothing newer.',
  },
  {
    id: 'scopes-implied',
    about: 'Which scope implies which',
    claim:
      '`repository:write` brings `repository`; `pullrequest` brings `repository`; `pullrequest:write` brings both writes; `project` brings `repository`. `repository:admin`, `project:admin` and `issue` bring nothing.',
    status: 'documented',
    asOf: '2025-01',
    sources: [source.REST_INTRO],
    note: 'The copy is of about 2025; the exact month is not known.',
  },
  {
    id: 'account-brings-email',
    about: 'Does account bring email',
    claim:
      'On the newer settings page, Account: Read ticks Email. Whether `account` alone opens `/2.0/user/emails` is not established.',
    status: 'not known',
    asOf: '2026-09',
    sources: [source.SETTINGS_WALK, source.OPENAPI_EXPORT],
    sandbox: {
      current: 'account alone does not open it',
      legacy: 'account alone does not open it',
    },
  },
  {
    id: 'scope-boxes',
    about: 'The boxes and their scopes',
    claim:
      'The boxes of a client are groups with levels, each of which is one scope: Repositories: Write is `repository:write`, Workspace membership: Read is `team`, Pipelines: Edit variables is `pipeline:variable`.',
    status: 'inferred',
    asOf: '2026-09',
    sources: [source.PERMISSIONS_PAGE, source.SETTINGS_WALK],
    note: 'Atlassian names the scope of each box for app passwords; that clients have the same groups was seen on the newer page.',
  },
  {
    id: 'api-scopes-apart',
    about: 'Scopes of API tokens',
    claim:
      'Scopes such as `read:repository:bitbucket` belong to API tokens and Forge. OAuth clients do not use them, and none implies another.',
    status: 'documented',
    asOf: '2025-01',
    sources: [source.REST_INTRO],
    note: 'The copy is of about 2025; the exact month is not known.',
  },
] as const satisfies readonly Statement[];
