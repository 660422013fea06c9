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

function call(id: string, does: string, request: string, scopes: string, more: More = {}): Call {
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
      call('user', 'Who am I', 'GET /user', 'account', { statement: 'user-has-no-email' }),
      call('emails', 'My e-mail addresses', 'GET /user/emails/*', 'email', {
        statement: 'account-brings-email',
      }),
      call('my-workspaces', 'My workspaces', `GET ${MINE}`, 'account', INFERRED),
      call(
        'my-permission',
        'What I may in one',
        `GET ${MINE}/{ws}/permission`,
        'account',
        INFERRED,
      ),
      call(
        'my-repositories',
        'What I may in its repositories',
        `GET ${MINE}/{ws}/permissions/repositories`,
        'account repository',
        INFERRED,
      ),
      call('other-user', 'Somebody else', 'GET /users/{user}', NONE),
    ],
  },
  {
    title: 'Workspaces',
    calls: [
      call('workspace', 'One workspace', `GET ${WORKSPACE}`, NONE),
      call('members', 'Members', `GET ${WORKSPACE}/members`, 'account'),
      call('permissions', 'Permissions in it', `GET ${WORKSPACE}/permissions`, 'account'),
      call('projects', 'Projects', `GET ${WORKSPACE}/projects/*`, 'project'),
      call('add-project', 'Add a project', `POST ${WORKSPACE}/projects`, 'project:admin'),
      call(
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
      call('repositories', 'Those of a workspace', 'GET /repositories/{ws}', 'repository'),
      call('repository', 'One repository', `GET ${REPOSITORY}`, 'repository'),
      call('commits', 'Commits', `GET ${REPOSITORY}/commits/*`, 'repository'),
      call('branches', 'Branches and tags', `GET ${REPOSITORY}/refs/*`, 'repository'),
      call('source', 'Files', `GET ${REPOSITORY}/src/*`, 'repository'),
      call('fetch', 'Clone and fetch', 'git fetch', 'repository', { statement: 'git-user-name' }),
      call('push', 'Push', 'git push', 'repository:write', { statement: 'git-user-name' }),
      call(
        'status',
        'Report a build',
        `POST ${REPOSITORY}/commit/{rev}/statuses/build`,
        'repository',
      ),
      call('commit', 'Commit a file', `POST ${REPOSITORY}/src`, 'repository:write'),
      call('add-branch', 'Add a branch', `POST ${REPOSITORY}/refs/branches`, 'repository:write'),
      call('fork', 'Fork it', `POST ${REPOSITORY}/forks`, 'repository:write'),
      call('create', 'Create one', `POST ${REPOSITORY}`, 'repository:write'),
      call('change', 'Change its settings', `PUT ${REPOSITORY}`, 'repository:admin'),
      call('delete', 'Delete it', `DELETE ${REPOSITORY}`, 'repository:delete'),
    ],
  },
  {
    title: 'Pull requests',
    calls: [
      call('pull-requests', 'Read pull requests', `GET ${REQUESTS}/*`, 'pullrequest'),
      call('comment', 'Comment on one', `POST ${REQUESTS}/{id}/comments`, 'pullrequest'),
      call('approve', 'Approve one', `POST|DELETE ${REQUESTS}/{id}/approve`, 'pullrequest'),
      call('open', 'Open one', `POST ${REQUESTS}`, 'pullrequest:write'),
      call('merge', 'Merge one', `POST ${REQUESTS}/{id}/merge`, 'pullrequest:write'),
      call('decline', 'Decline one', `POST ${REQUESTS}/{id}/decline`, 'pullrequest:write'),
    ],
  },
  {
    title: 'Webhooks',
    calls: [
      call('hooks', 'Read webhooks', `GET ${REPOSITORY}/hooks/*`, 'webhook'),
      call('add-hook', 'Add a webhook', `POST ${REPOSITORY}/hooks`, 'webhook'),
      call('workspace-hooks', 'Webhooks of a workspace', `GET ${WORKSPACE}/hooks`, 'webhook'),
    ],
  },
  {
    title: 'Snippets',
    calls: [
      call('snippets', 'Read snippets', 'GET /snippets/{ws}/*', 'snippet'),
      call('add-snippet', 'Add a snippet', 'POST /snippets/{ws}', 'snippet:write'),
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
export function showShortAddress(call: Pick<Call, 'methods' | 'path'>): string {
  return showAddress(call).replace(
    /\/2\.0\/(?:repositories\/\{ws\}|workspaces|user\/workspaces)\/(?=\{\w+\}\/)/,
    '…/',
  );
}
