/** The API takes the token, and not what is asked with it. RFC 6750 §3.1. Contract §4.2, §4.5. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';
import { SCOPES_LACKING } from './shared-texts.ts';

export const apiPermissions = [
  {
    slug: 'scope-missing',
    title: 'Your credentials lack one or more required privilege scopes.',
    where: 'api',
    texts: [SCOPES_LACKING],
    codes: ['insufficient_scope'],
    assumedCodes: ['insufficient_scope'],
    statuses: [403],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The token is good, but has not the scope that this call needs. `detail.required` names what is wanted, `detail.granted` what the token has, and a scope may bring less than its name says: `repository:admin` brings no reading.',
    fix: [
      'Take the missing one out of `detail.required`, or out of the header `X-Accepted-OAuth-Scopes`.',
      'Tick its box in the settings of the consumer.',
      'If your app names scopes, add it to `scope`.',
      'Run the grant again: a token that is out there does not grow, nor does a refresh add to it.',
    ],
    change: {
      box: 'Permissions: tick what `detail.required` names',
      boxOnNewerPage: 'tab Scopes: tick what `detail.required` names',
    },
    related: [
      'scope-exceeds-client',
      'unknown-scope',
      'forbidden',
      'no-email-in-user',
      'git-scope-missing',
      'scope-field-renamed',
    ],
    statements: ['missing-scope', 'scope-headers', 'scopes-implied'],
  },
  {
    slug: 'forbidden',
    title: 'Forbidden',
    where: 'api',
    alsoAt: ['git'],
    texts: [{ text: 'Forbidden' }, { text: 'Request failed with status code 403', by: 'axios' }],
    statuses: [403],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The scopes are enough, but whoever the token acts for may not do this: no write access to the repository, no administrator of the workspace, or an app that was given no access. Bitbucket says nothing more than the word.',
    fix: [
      'Look at `GET /2.0/user`: it says for whom the token acts. With client credentials that is an app, and not you.',
      'Give that account the permission in the settings of the repository or the workspace.',
    ],
    related: ['scope-missing', 'repository-not-found', 'git-scope-missing', 'app-user-sees-little'],
    statements: ['forbidden', 'app-user', 'personal-workspace'],
  },
  {
    slug: 'no-email-in-user',
    title: 'GET /2.0/user brings no e-mail address',
    where: 'api',
    texts: [],
    eras: BOTH_ERAS,
    cause:
      'The account has its addresses elsewhere, under `/2.0/user/emails`, which needs the scope `email`. The list may be empty, or hold no confirmed address, and `username` may be missing as well.',
    fix: [
      'Tick Email in the settings of the consumer, and ask for `email` beside `account`.',
      'Call `/2.0/user/emails`, and take the one that is `is_primary` and `is_confirmed`.',
      'Go on without one: know people by `uuid` or `account_id`, which do not change.',
    ],
    change: {
      before: 'const { email } = await get(`${api}/user`);',
      after:
        'const { values } = await get(`${api}/user/emails`);\nconst email = values.find((one) => one.is_primary && one.is_confirmed)?.email;',
    },
    related: ['scope-missing'],
    statements: ['user-has-no-email', 'account-brings-email'],
  },
] as const satisfies readonly Failure[];
