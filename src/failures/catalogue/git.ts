/** git over HTTPS is refused. Contract §4.1, §4.5. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';
import { NO_ACCESS, NO_ACCESS_CUT, SCOPES_LACKING } from './shared-texts.ts';

const AUTHENTICATION_FAILED = {
  text: "fatal: Authentication failed for '{url}'",
  by: 'git',
} as const;

export const git = [
  {
    slug: 'git-access-refused',
    title: 'fatal: Authentication failed for …',
    where: 'git',
    texts: [AUTHENTICATION_FAILED, NO_ACCESS, NO_ACCESS_CUT],
    statuses: [401],
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'The access token in the address, or in a credential helper, has expired: it lives two hours, and git keeps the old one. Bitbucket says the same of a repository that is not there.',
    fix: [
      'Get a new access token before each clone, fetch and push.',
      'Delete the old one from the credential helper: `git credential reject`.',
      'Hand the token over by a credential helper, and do not write it into the remote’s address.',
      'Try the same token with `GET /2.0/repositories/{workspace}/{repository}`.',
    ],
    change: {
      before: 'git remote set-url origin https://x-token-auth:$TOKEN@bitbucket.org/…',
      after: 'git -c credential.helper=./fresh-token.sh fetch https://x-token-auth@bitbucket.org/…',
    },
    related: [
      'git-user-name',
      'git-account-password',
      'git-scope-missing',
      'repository-not-found',
      'git-not-asked',
      'git-sandbox-has-no-objects',
    ],
    statements: ['git-stale-credentials', 'git-user-name', 'access-token-life'],
  },
  {
    slug: 'git-user-name',
    title: 'git: the user name for an OAuth token is x-token-auth',
    where: 'git',
    texts: [
      {
        text: 'The sandbox adds: an access token is the password of the user x-token-auth.',
        isAssumed: true,
        by: 'the sandbox',
      },
      AUTHENTICATION_FAILED,
      NO_ACCESS,
      NO_ACCESS_CUT,
    ],
    statuses: [401],
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'The token is good, and the name beside it is not: another service’s (`oauth2`), a person’s, or that of API tokens. For an access token of OAuth the name is `x-token-auth`, and the token is the password.',
    fix: [
      'Put `x-token-auth` before the token.',
      'With an API token the name is `x-bitbucket-api-token-auth`.',
    ],
    change: {
      before: 'git clone https://oauth2:$TOKEN@bitbucket.org/workspace/repository.git',
      after: 'git clone https://x-token-auth:$TOKEN@bitbucket.org/workspace/repository.git',
    },
    related: ['git-access-refused', 'git-account-password', 'repository-not-found'],
    statements: ['git-user-name', 'git-stale-credentials'],
  },
  {
    slug: 'git-account-password',
    title: 'Bitbucket Cloud recently stopped supporting account passwords for Git authentication.',
    where: 'git',
    texts: [
      {
        text: 'Bitbucket Cloud recently stopped supporting account passwords for Git authentication.',
      },
      { text: 'The requested URL returned error: 410', by: 'git' },
      AUTHENTICATION_FAILED,
    ],
    statuses: [401, 410],
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'git sends the password of an account, which Bitbucket has not taken since 2022-03-01, or an app password, which it has not taken since 2026-07-28. Whether app passwords get 410 or 401 is told in two ways.',
    fix: [
      'Delete the stored password from the credential helper.',
      'Use an access token of OAuth with the user `x-token-auth`, an API token, or SSH.',
    ],
    change: {
      before: 'https://ada:$APP_PASSWORD@bitbucket.org/…',
      after: 'https://x-token-auth:$TOKEN@bitbucket.org/…',
    },
    related: ['git-access-refused', 'git-user-name', 'basic-at-api'],
    statements: ['git-passwords', 'app-passwords-removed', 'password-removed'],
  },
  {
    slug: 'git-scope-missing',
    title: 'git: The requested URL returned error: 403',
    where: 'git',
    texts: [
      { text: 'The requested URL returned error: 403', by: 'git' },
      SCOPES_LACKING,
      { text: 'Forbidden', isAssumed: true },
    ],
    statuses: [403],
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'The token is good, but has not the scope: reading needs `repository`, and pushing `repository:write`. Or the account that it acts for may read the repository and not write to it.',
    fix: [
      'Look at `X-OAuth-Scopes` in the answer to any API call with the same token.',
      'Tick Repositories: Read, or Write, in the settings of the consumer, and run the grant again.',
      'Check the permissions of the account in the settings of the repository, and those of the branch.',
    ],
    change: {
      box: 'Permissions: Repositories, Read or Write',
      boxOnNewerPage: 'tab Scopes: Repositories, Read or Write',
    },
    related: ['git-access-refused', 'forbidden', 'scope-missing'],
    statements: ['git-scope-missing', 'git-user-name', 'scopes-implied'],
  },
  {
    slug: 'git-not-asked',
    title: 'fatal: could not read Username … terminal prompts disabled',
    where: 'git',
    texts: [
      { text: "fatal: could not read Username for '{url}': terminal prompts disabled", by: 'git' },
      { text: "fatal: could not read Username for '{url}': No such device or address", by: 'git' },
      { text: "fatal: could not read Password for '{url}'", by: 'git' },
    ],
    statuses: [401],
    eras: BOTH_ERAS,
    cause:
      'The address has no user name or no token in it, and nobody is there whom git could ask: a build, a hook, a container. Often the variable with the token was empty.',
    fix: [
      'Check that the variable holds a token, by its length.',
      'Put `x-token-auth` into the address, and let a credential helper give the token.',
    ],
    change: {
      before: 'git clone https://bitbucket.org/workspace/repository.git',
      after: 'git clone https://x-token-auth:$TOKEN@bitbucket.org/workspace/repository.git',
    },
    related: ['git-access-refused'],
    statements: ['git-user-name', 'anonymous-reads'],
  },
  {
    slug: 'git-sandbox-has-no-objects',
    title: 'The sandbox holds no objects: it can be listed, not cloned or pushed to.',
    where: 'git',
    texts: [
      {
        text: 'The sandbox holds no objects: it can be listed, not cloned or pushed to.',
        isAssumed: true,
        by: 'the sandbox',
      },
    ],
    statuses: [501],
    contentType: 'text',
    eras: BOTH_ERAS,
    cause:
      'You have cloned from, or pushed to, the built-in sandbox, which has refs and no content. The token was good: that is what it can show.',
    fix: ['Use `git ls-remote` against the sandbox.', 'Clone from bitbucket.org.'],
    change: { before: 'git clone $URL', after: 'git ls-remote $URL' },
    related: ['git-access-refused'],
    statements: ['git-user-name'],
  },
] as const satisfies readonly Failure[];
