/** The calls that a visitor can choose: those of contract §4.2, and what the sandbox lets one change. */
import { CALLS } from '../scopes/calls.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

export interface ExplorerCall {
  /** In the address of a page, and in `src/scopes/calls.ts`, where its scopes are. */
  readonly id: string;
  readonly title: string;
  readonly method: Method;
  /** Below `/2.0`. `{workspace}` is one segment; `{id?}` at its end may be left out. */
  readonly path: string;
  /** Parameters of the query that it takes. */
  readonly query: readonly QueryName[];
  /** Fields of the JSON that is sent. */
  readonly body: readonly BodyName[];
  /** Of a list: what is shown in a table, each by its path in an entry. */
  readonly columns: readonly string[];
  /** All of them. None: any token does. */
  readonly scopes: readonly string[];
}

export type QueryName = 'q' | 'sort' | 'fields' | 'pagelen' | 'role' | 'state';
export type BodyName = 'name' | 'description';

const LIST: readonly QueryName[] = ['q', 'sort', 'pagelen', 'fields'];
const ONE: readonly QueryName[] = ['fields'];

const MINE = '/user/workspaces';
const WORKSPACE = '/workspaces/{workspace}';
const REPOSITORIES = '/repositories/{workspace}';
const REPOSITORY = `${REPOSITORIES}/{repository}`;

type More = Partial<Pick<ExplorerCall, 'method' | 'body'>>;

function row(
  id: string,
  title: string,
  path: string,
  query: readonly QueryName[],
  columns = '',
  more: More = {},
): ExplorerCall {
  const scopes = CALLS.find((one) => one.id === id)?.scopes;
  if (!scopes) throw new Error(`The call ${id} is not in the list of calls.`);
  const named = columns.split(' ').filter((column) => column !== '');
  return { id, title, method: 'GET', path, query, body: [], columns: named, scopes, ...more };
}

export const EXPLORER_CALLS: readonly ExplorerCall[] = [
  row('user', 'Who am I', '/user', ONE),
  row('my-workspaces', 'My workspaces', MINE, LIST, 'workspace.slug permission administrator'),
  row('my-permission', 'My permission in one', `${MINE}/{workspace}/permission`, ONE),
  row(
    'members',
    'Members of a workspace',
    `${WORKSPACE}/members`,
    LIST,
    'user.display_name user.uuid',
  ),
  row(
    'permissions',
    'Permissions in a workspace',
    `${WORKSPACE}/permissions`,
    LIST,
    'user.display_name permission',
  ),
  row('emails', 'My e-mail addresses', '/user/emails', LIST, 'email is_primary is_confirmed'),
  row(
    'my-repositories',
    'My permissions in repositories',
    `${MINE}/{workspace}/permissions/repositories`,
    LIST,
    'repository.full_name permission',
  ),
  row(
    'repositories',
    'Repositories of a workspace',
    REPOSITORIES,
    ['role', ...LIST],
    'slug language is_private updated_on',
  ),
  row('repository', 'One repository', REPOSITORY, ONE),
  row('commits', 'Commits', `${REPOSITORY}/commits/{revision?}`, LIST, 'hash message date'),
  row('branches', 'Branches', `${REPOSITORY}/refs/branches/{branch?}`, LIST, 'name target.date'),
  row(
    'pull-requests',
    'Pull requests',
    `${REPOSITORY}/pullrequests/{id?}`,
    ['state', ...LIST],
    'id title state updated_on',
  ),
  row('projects', 'Projects', `${WORKSPACE}/projects/{project?}`, LIST, 'key name is_private'),
  row('hooks', 'Webhooks', `${REPOSITORY}/hooks/{hook?}`, LIST, 'description url active'),
  row('snippets', 'Snippets', '/snippets/{workspace}', ['role', ...LIST], 'id title is_private'),
  row('workspace', 'One workspace', WORKSPACE, ONE),
  row('other-user', 'Somebody else', '/users/{user}', ONE),
  row('create', 'Create a repository', `${REPOSITORIES}/{new repository}`, [], '', {
    method: 'POST',
    body: ['name', 'description'],
  }),
  row('delete', 'Delete a repository', REPOSITORY, [], '', { method: 'DELETE' }),
];

export function findExplorerCall(id: string | undefined): ExplorerCall | undefined {
  return EXPLORER_CALLS.find((one) => one.id === id);
}

export function isWrite({ method }: ExplorerCall): boolean {
  return method !== 'GET';
}

/** A segment of the path that a visitor chooses. */
export interface Segment {
  readonly name: string;
  readonly isOptional: boolean;
}

export function segmentsOf({ path }: Pick<ExplorerCall, 'path'>): Segment[] {
  return [...path.matchAll(/\{([^}?]+)(\??)\}/g)].map(([, name = '', mark]) => ({
    name,
    isOptional: mark === '?',
  }));
}
