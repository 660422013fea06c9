/** The scopes of Bitbucket's OAuth clients: in words, and which one brings another. Contract §3. */

interface Scope {
  /** As the consent page says it, after "This application will be able to". */
  words: string;
  implies: readonly string[];
}

const scopes = new Map<string, Scope>(
  Object.entries({
    account: { words: 'read your profile and your workspace memberships', implies: [] },
    'account:write': { words: 'change your profile', implies: ['account'] },
    email: { words: 'read your e-mail addresses', implies: [] },
    team: { words: 'see which workspaces you belong to', implies: [] },
    'team:write': { words: 'change workspace memberships', implies: ['team'] },
    project: { words: 'read projects and the repositories in them', implies: ['repository'] },
    'project:write': { words: 'administer projects', implies: ['project:admin'] },
    'project:admin': { words: 'administer projects', implies: [] },
    repository: { words: 'read your repositories, private ones too', implies: [] },
    'repository:write': { words: 'push to your repositories', implies: ['repository'] },
    'repository:admin': { words: 'administer your repositories', implies: [] },
    'repository:delete': { words: 'delete your repositories', implies: [] },
    pullrequest: { words: 'read and comment on pull requests', implies: ['repository'] },
    'pullrequest:write': {
      words: 'create, merge and decline pull requests',
      implies: ['pullrequest', 'repository:write'],
    },
    issue: { words: 'read issues', implies: [] },
    'issue:write': { words: 'change issues', implies: ['issue'] },
    wiki: { words: 'read and change wikis', implies: [] },
    webhook: { words: 'read and change webhooks', implies: [] },
    snippet: { words: 'read your snippets', implies: [] },
    'snippet:write': { words: 'change your snippets', implies: ['snippet'] },
    pipeline: { words: 'read pipelines', implies: [] },
    'pipeline:write': { words: 'run and stop pipelines', implies: ['pipeline'] },
    'pipeline:variable': { words: 'change pipeline variables', implies: ['pipeline'] },
    runner: { words: 'read pipeline runners', implies: [] },
    'runner:write': { words: 'change pipeline runners', implies: ['runner'] },
  }),
);

export const scopeNames: readonly string[] = [...scopes.keys()];

export function describeScope(name: string): string {
  return scopes.get(name)?.words ?? name;
}

/** The scopes and all that they imply, however many steps away. */
export function withImplied(names: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...(scopes.get(name)?.implies ?? []));
  }
  return reached;
}

/** RFC 6749 §3.3: separated by spaces, in any order, each once. */
export function parseScope(text: string): string[] {
  return [...new Set(text.split(' ').filter((name) => name !== ''))];
}
