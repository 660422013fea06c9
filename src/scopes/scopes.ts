/** The scopes of Bitbucket's OAuth clients: what each opens, brings along, and which box ticks it. Contract §3 */

export interface Scope {
  readonly name: string;
  /** In a few words: a line of a chip. */
  readonly opens: string;
  /** Each is there, too, without being asked for. */
  readonly brings: readonly string[];
  /** It follows from what is known of the others; no page of Atlassian's says so. */
  readonly isInferred?: true;
  /** On the page of the client: a group, and the level in it. */
  readonly box: { readonly group: string; readonly level: string };
  readonly note?: string;
}

interface More {
  readonly brings?: readonly string[];
  readonly isInferred?: true;
  readonly note?: string;
}

function scope(name: string, opens: string, box: string, more: More = {}): Scope {
  const [group = '', level = ''] = box.split(': ');
  return { name, opens, brings: [], box: { group, level }, ...more };
}

const OFF = 'The issue tracker and the wikis are switched off.';

export const SCOPES: readonly Scope[] = [
  scope('account', 'who I am, workspaces', 'Account: Read', {
    note: 'Also members and permissions of workspaces. No e-mail address.',
  }),
  scope('account:write', 'changes to the profile', 'Account: Write', {
    brings: ['account'],
    isInferred: true,
  }),
  scope('email', 'my e-mail addresses', 'Account: Email'),
  scope('team', 'workspace membership', 'Workspace membership: Read'),
  scope('team:write', 'changes to membership', 'Workspace membership: Write', {
    brings: ['team'],
    isInferred: true,
  }),
  scope('project', 'projects and repositories', 'Projects: Read', { brings: ['repository'] }),
  scope('project:write', 'the same as project:admin', 'Projects: Write', {
    brings: ['project:admin'],
    note: 'Deprecated: ask for `project:admin`.',
  }),
  scope('project:admin', 'settings of projects', 'Projects: Admin', {
    note: 'Not even reading: ask for `project` beside it.',
  }),
  scope('repository', 'repositories, git', 'Repositories: Read', {
    note: 'Source and commits, but no pull requests.',
  }),
  scope('repository:write', 'push and change', 'Repositories: Write', { brings: ['repository'] }),
  scope('repository:admin', 'creating, settings, permissions, keys', 'Repositories: Admin', {
    note: 'Not even reading: ask for `repository` beside it.',
  }),
  scope('repository:delete', 'deleting repositories', 'Repositories: Delete', {
    note: 'Deleting alone.',
  }),
  scope('pullrequest', 'read, comment, set tasks', 'Pull requests: Read', {
    brings: ['repository'],
  }),
  scope('pullrequest:write', 'create, approve, merge, decline', 'Pull requests: Write', {
    brings: ['pullrequest', 'repository:write'],
  }),
  scope('issue', 'reading issues', 'Issues: Read', { note: OFF }),
  scope('issue:write', 'changing issues', 'Issues: Write', { brings: ['issue'], note: OFF }),
  scope('wiki', 'wikis', 'Wikis: Read and write', { note: OFF }),
  scope('webhook', 'webhooks', 'Webhooks: Read and write', {
    note: 'Reading and writing are one scope.',
  }),
  scope('snippet', 'reading snippets', 'Snippets: Read'),
  scope('snippet:write', 'changing snippets', 'Snippets: Write', { brings: ['snippet'] }),
  scope('pipeline', 'reading pipelines', 'Pipelines: Read'),
  scope('pipeline:write', 'running, stopping', 'Pipelines: Write', {
    brings: ['pipeline'],
    isInferred: true,
  }),
  scope('pipeline:variable', 'their variables', 'Pipelines: Edit variables', {
    brings: ['pipeline'],
    isInferred: true,
  }),
  scope('runner', 'reading runners', 'Runners: Read'),
  scope('runner:write', 'changing runners', 'Runners: Write', {
    brings: ['runner'],
    isInferred: true,
  }),
];

const byName = new Map(SCOPES.map((one) => [one.name, one]));

export function findScope(name: string): Scope | undefined {
  return byName.get(name);
}

/** Of API tokens and Forge, `read:repository:bitbucket`: no scopes of OAuth clients. */
export function isOfApiTokens(name: string): boolean {
  return name.endsWith(':bitbucket');
}

/** The scopes and all that they bring along, however many steps away. */
export function reach(names: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(findScope(name)?.brings ?? []));
  }
  return reached;
}

/** `Account: Read, Repositories: Read`, in the order of the page. */
export function describeBoxes(names: readonly string[]): string {
  return SCOPES.filter(({ name }) => names.includes(name))
    .map(({ box }) => `${box.group}: ${box.level}`)
    .join(', ');
}
