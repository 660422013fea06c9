/** The API does not find what was asked for, or has it no more. Contract §4.3, §4.5. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';
import { NO_ACCESS, NO_ACCESS_CUT } from './shared-texts.ts';

export const apiAddresses = [
  {
    slug: 'repository-not-found',
    title: 'You may not have access to this repository or it no longer exists in this workspace.',
    where: 'api',
    texts: [
      NO_ACCESS,
      NO_ACCESS_CUT,
      { text: 'Repository {workspace}/{repository} not found', era: 'legacy' },
    ],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'There is no such repository, or whoever the token acts for may not see it: Bitbucket does not tell the two apart. It was renamed or moved, or the account of the token is another one than you think.',
    fix: [
      'Compare workspace and slug with the address in the browser: the slug is not the name.',
      'Look at `GET /2.0/user` with the same token: it says who asks.',
      'List `GET /2.0/repositories/{workspace}?role=member` with the same token.',
    ],
    related: [
      'git-access-refused',
      'workspace-not-found',
      'forbidden',
      'thing-not-found',
      'git-user-name',
      'app-user-sees-little',
    ],
    statements: ['repository-404', 'app-user', 'personal-workspace'],
  },
  {
    slug: 'workspace-not-found',
    title: 'No workspace with identifier',
    where: 'api',
    texts: [{ text: "No workspace with identifier '{workspace}'." }],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The address wants the slug or the UUID of a workspace, and got something else: its name, or a slug that has changed. Name and slug often look alike; the slug is what stands in the address of the browser.',
    fix: [
      'Call `GET /2.0/user/workspaces` and take `workspace.slug` from there.',
      'A UUID goes in with its braces, percent-encoded.',
    ],
    change: { before: 'GET /2.0/workspaces/My%20Team', after: 'GET /2.0/workspaces/my-team' },
    related: ['repository-not-found', 'address-unknown'],
    statements: ['workspace-404'],
  },
  {
    slug: 'address-unknown',
    title: 'Resource not found',
    where: 'api',
    texts: [
      { text: 'Resource not found' },
      { text: 'There is no API hosted at this URL.' },
      { text: 'Request failed with status code 404', by: 'axios' },
    ],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Bitbucket has no such address: a typing error, two slashes in a row, an empty part, or an address of Bitbucket Data Center, which has another API. `/2.0/teams` went in 2020.',
    fix: [
      'Print the whole address, and look for `//`, `undefined` and `/rest/api/`.',
      'Compare it with Atlassian’s REST reference, letter by letter.',
      'Put workspaces where you have teams.',
    ],
    change: {
      before: 'GET /2.0/repositories//mill',
      after: 'GET /2.0/repositories/analytical-engines/mill',
    },
    related: [
      'permissions-list-not-found',
      'list-removed',
      'workspace-not-found',
      'method-not-allowed',
    ],
    statements: ['unknown-route', 'lists-removed'],
  },
  {
    slug: 'file-not-found',
    title: 'No such file or directory: …',
    where: 'api',
    texts: [{ text: 'No such file or directory: {path}' }],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The repository is there, and the path is not, at that commit. A slash in the name of a branch is often read as part of the path.',
    fix: [
      'List the folder: `GET …/src/{commit}/`.',
      'Name the commit by its hash where the branch has a slash in its name.',
      'Mind capitals: paths are case-sensitive.',
    ],
    change: {
      before: 'GET …/src/feature/login/README.md',
      after: 'GET …/src/5f1c2d3e4a5b/README.md',
    },
    related: ['commit-not-found', 'thing-not-found'],
    statements: ['file-404'],
  },
  {
    slug: 'commit-not-found',
    title: 'Commit not found',
    where: 'api',
    texts: [{ text: 'Commit not found' }],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'No branch, tag or commit of that name is in the repository; `data.shas` names what was looked for. A force push may have taken it away, or it lives in a fork.',
    fix: [
      'Compare `data.shas` in the answer with what you meant to ask for.',
      'For a pull request out of a fork, ask the repository in `source.repository`.',
      'Fetch the branch anew, and use the hash that it has now.',
    ],
    related: ['file-not-found', 'thing-not-found'],
    statements: ['commit-404'],
  },
  {
    slug: 'thing-not-found',
    title: '404: no such pull request, branch, user or hook',
    where: 'api',
    texts: [
      { text: 'Pull request not found', isAssumed: true },
      { text: 'No such branch or tag', isAssumed: true },
      { text: 'No such user: {user}', isAssumed: true },
      { text: 'Webhook not found', isAssumed: true },
      { text: 'Project not found', isAssumed: true },
      { text: 'Snippet not found', isAssumed: true },
      { text: 'Comment not found', isAssumed: true },
      { text: 'Build status not found', isAssumed: true },
      { text: 'Email not found', isAssumed: true },
    ],
    statuses: [404],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The repository or the workspace is there, and what was named in it is not. The texts are the sandbox’s: what Bitbucket says for each of them is not on record.',
    fix: [
      'List what there is, one step up in the address.',
      'Name people by `uuid` or `account_id`: user names have not been taken since 2019.',
    ],
    related: ['repository-not-found', 'commit-not-found', 'file-not-found'],
    statements: ['unknown-route'],
  },
] as const satisfies readonly Failure[];
