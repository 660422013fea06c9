/** Calls of the API, and git, with the scopes that each needs: Atlassian's OpenAPI export, where it says so. Contract §4 */
import type { StatementId } from '../statements/index.ts';

export interface Call {
  /** In the address of a page. */
  readonly id: string;
  readonly does: string;
  /** The first is the one that is shown; `git` goes over the repository's own address. */
  readonly methods: readonly string[];
  /** Below `/2.0`. `{ws}` is one segment; `/*` at its end: it, and all that lies below. */
  readonly path: string;
  /** All of them. None: any token does. */
  readonly scopes: readonly string[];
  /** No page of Atlassian's names the scope: it follows from what clients use. */
  readonly isInferred?: true;
  readonly statement?: StatementId;
}

export interface CallGroup {
  readonly title: string;
  readonly calls: readonly Call[];
}

type More = Pick<Call, 'isInferred' | 'statement'>;

function row(id: string, does: string, request: string, scopes: string, more: More = {}): Call {
  const [methods = '', path = ''] = request.split(' ');
  const needed = scopes.split(' ').filter((one) => one !== '');
  return { id, does, methods: methods.split('|'), path, scopes: needed, ...more };
}

const INFERRED = { isInferred: true } as const;
const MINE = '/user/workspaces';
const WORKSPACE = '/workspaces/{ws}';
const REPOSITORY = '/repositories/{ws}/{repo}';
const REQUESTS = `${REPOSITORY}/pullrequests`;
const NONE = '';

export const CALL_GROUPS: readonly CallGroup[] = [
  {
    title: 'The person',
    calls: [
      row('user', 'Who am I', 'GET /user', 'account', { statement: 'user-has-no-email' }),
      row('emails', 'My e-mail addresses', 'GET /user/emails/*', 'email', {
        statement: 'account-brings-email',
      }),
      row('my-workspaces', 'My workspaces', `GET ${MINE}`, 'account', INFERRED),
      row(
        'my-permission',
        'My permission in one',
        `GET ${MINE}/{ws}/permission`,
        'account',
        INFERRED,
      ),
      row(
        'my-repositories',
        'My permissions in its repositories',
        `GET ${MINE}/{ws}/permissions/repositories`,
        'account repository',
        INFERRED,
      ),
      row('other-user', 'Somebody else', 'GET /users/{user}', NONE),
    ],
  },
  {
    title: 'Workspaces',
    calls: [
      row('workspace', 'One workspace', `GET ${WORKSPACE}`, NONE),
      row('members', 'Members', `GET ${WORKSPACE}/members`, 'account'),
      row('permissions', 'Permissions in one', `GET ${WORKSPACE}/permissions`, 'account'),
      row('projects', 'Projects', `GET ${WORKSPACE}/projects/*`, 'project'),
      row('add-project', 'Add a project', `POST ${WORKSPACE}/projects`, 'project:admin'),
      row(
        'change-project',
        'Change a project',
        `PUT|DELETE ${WORKSPACE}/projects/{key}`,
        'project:admin',
      ),
    ],
  },
  {
    title: 'Repositories',
    calls: [
      row('repositories', 'Those of a workspace', 'GET /repositories/{ws}', 'repository'),
      row('repository', 'One repository', `GET ${REPOSITORY}`, 'repository'),
      row('commits', 'Commits', `GET ${REPOSITORY}/commits/*`, 'repository'),
      row('branches', 'Branches and tags', `GET ${REPOSITORY}/refs/*`, 'repository'),
      row('source', 'Files', `GET ${REPOSITORY}/src/*`, 'repository'),
      row('fetch', 'Clone and fetch', 'git fetch', 'repository', { statement: 'git-user-name' }),
      row('push', 'Push', 'git push', 'repository:write', { statement: 'git-user-name' }),
      row(
        'status',
        'Report a build',
        `POST ${REPOSITORY}/commit/{rev}/statuses/build`,
        'repository',
      ),
      row('commit', 'Commit a file', `POST ${REPOSITORY}/src`, 'repository:write'),
      row('add-branch', 'Add a branch', `POST ${REPOSITORY}/refs/branches`, 'repository:write'),
      row('fork', 'Fork it', `POST ${REPOSITORY}/forks`, 'repository:write'),
      row('create', 'Create one', `POST ${REPOSITORY}`, 'repository:admin'),
      row('change', 'Change its settings', `PUT ${REPOSITORY}`, 'repository:admin'),
      row('delete', 'Delete it', `DELETE ${REPOSITORY}`, 'repository:delete'),
    ],
  },
  {
    title: 'Pull requests',
    calls: [
      row('pull-requests', 'Read pull requests', `GET ${REQUESTS}/*`, 'pullrequest'),
      row('comment', 'Comment on one', `POST ${REQUESTS}/{id}/comments`, 'pullrequest'),
      row('approve', 'Approve one', `POST|DELETE ${REQUESTS}/{id}/approve`, 'pullrequest:write'),
      row('open', 'Open one', `POST ${REQUESTS}`, 'pullrequest:write'),
      row('merge', 'Merge one', `POST ${REQUESTS}/{id}/merge`, 'pullrequest:write'),
      row('decline', 'Decline one', `POST ${REQUESTS}/{id}/decline`, 'pullrequest:write'),
    ],
  },
  {
    title: 'Webhooks',
    calls: [
      row('hooks', 'Read webhooks', `GET ${REPOSITORY}/hooks/*`, 'webhook'),
      row('add-hook', 'Add a webhook', `POST ${REPOSITORY}/hooks`, 'webhook'),
      row('workspace-hooks', 'Webhooks of a workspace', `GET ${WORKSPACE}/hooks`, 'webhook'),
    ],
  },
  {
    title: 'Snippets',
    calls: [
      row('snippets', 'Read snippets', 'GET /snippets/{ws}/*', 'snippet'),
      row('add-snippet', 'Add a snippet', 'POST /snippets/{ws}', 'snippet:write'),
    ],
  },
];

export const CALLS: readonly Call[] = CALL_GROUPS.flatMap(({ calls }) => calls);

/** Addresses that answer no more. */
export interface RemovedCall {
  readonly path: string;
  readonly statement: StatementId;
  /** The calls in its place. */
  readonly instead: readonly string[];
}

export const REMOVED_CALLS: readonly RemovedCall[] = [
  { path: '/workspaces', statement: 'lists-removed', instead: ['my-workspaces'] },
  { path: '/repositories', statement: 'lists-removed', instead: ['my-workspaces', 'repositories'] },
  {
    path: '/user/permissions/workspaces',
    statement: 'lists-removed',
    instead: ['my-workspaces', 'my-permission'],
  },
  {
    path: '/user/permissions/repositories',
    statement: 'lists-removed',
    instead: ['my-workspaces', 'my-repositories'],
  },
  { path: `${REPOSITORY}/issues/*`, statement: 'issue-tracker-removed', instead: [] },
];

/** `/2.0/user/emails`, `git fetch over HTTPS`. */
export function showAddress({ methods, path }: Pick<Call, 'methods' | 'path'>): string {
  const [method] = methods;
  if (method === 'git') return `git ${path} over HTTPS`;
  const address = `/2.0${path.replace(/\/\*$/, '')}`;
  return method === 'GET' ? address : `${method} ${address}`;
}

/** `POST …/{repo}/pullrequests`: as much as tells it from the others. */
export function showShortAddress(one: Pick<Call, 'methods' | 'path'>): string {
  return showAddress(one).replace(
    /\/2\.0\/(?:repositories\/\{ws\}|workspaces|user\/workspaces)\/(?=\{\w+\}\/)/,
    '…/',
  );
}
