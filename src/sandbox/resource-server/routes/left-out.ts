/**
 * Writes of Bitbucket that the sandbox leaves out: 403 without their scope, as there, and else 405, so
 * that no client takes them for done.
 */
const REPOSITORY = '/repositories/:workspace/:repository';
const PULL_REQUEST = `${REPOSITORY}/pullrequests/:id`;

/** Not served otherwise. Some of them are linked, and a GET is a 405 there at Bitbucket too. */
export const leftOutPaths: readonly string[] = [
  `${REPOSITORY}/commit/*revision/statuses/build`,
  `${REPOSITORY}/commit/*revision/approve`,
  `${PULL_REQUEST}/approve`,
  `${PULL_REQUEST}/decline`,
  `${PULL_REQUEST}/merge`,
  `${PULL_REQUEST}/request-changes`,
];

type Row = readonly [methods: string, path: string, scope: string];

/** Bitbucket: the scopes are those of its OpenAPI export (2024), and of contract §3. */
const LEFT_OUT: readonly Row[] = [
  ['PUT', REPOSITORY, 'repository:admin'],
  ['POST', `${REPOSITORY}/hooks`, 'webhook'],
  ['PUT DELETE', `${REPOSITORY}/hooks/:hook`, 'webhook'],
  ['POST', `${REPOSITORY}/commit/*revision/statuses/build`, 'repository'],
  ['PUT', `${REPOSITORY}/commit/*revision/statuses/build/:key`, 'repository'],
  ['POST DELETE', `${REPOSITORY}/commit/*revision/approve`, 'repository:write'],
  ['POST', `${REPOSITORY}/commit/*revision/comments`, 'repository'],
  ['POST', `${REPOSITORY}/forks`, 'repository:write'],
  ['POST', `${REPOSITORY}/downloads`, 'repository:write'],
  ['POST', `${REPOSITORY}/refs/branches`, 'repository:write'],
  ['DELETE', `${REPOSITORY}/refs/branches/*name`, 'repository:write'],
  ['POST', `${REPOSITORY}/refs/tags`, 'repository:write'],
  ['DELETE', `${REPOSITORY}/refs/tags/*name`, 'repository:write'],
  ['POST', `${REPOSITORY}/src`, 'repository:write'],
  ['POST', `${REPOSITORY}/pullrequests`, 'pullrequest:write'],
  ['PUT', PULL_REQUEST, 'pullrequest:write'],
  ['POST', `${PULL_REQUEST}/comments`, 'pullrequest'],
  ['PUT DELETE', `${PULL_REQUEST}/comments/:comment`, 'pullrequest'],
  ['POST DELETE', `${PULL_REQUEST}/approve`, 'pullrequest:write'],
  ['POST DELETE', `${PULL_REQUEST}/request-changes`, 'pullrequest:write'],
  ['POST', `${PULL_REQUEST}/decline`, 'pullrequest:write'],
  ['POST', `${PULL_REQUEST}/merge`, 'pullrequest:write'],
  ['POST', '/snippets/:workspace', 'snippet:write'],
  ['POST', '/workspaces/:workspace/hooks', 'webhook'],
  ['POST', '/workspaces/:workspace/projects', 'project:admin'],
  ['PUT DELETE', '/workspaces/:workspace/projects/:project', 'project:admin'],
];

const scopes = new Map(
  LEFT_OUT.flatMap(([methods, path, scope]) =>
    methods.split(' ').map((method) => [`${method} ${path}`, scope] as const),
  ),
);

/** None where it is no write of Bitbucket's. */
export function scopesOfLeftOut(method: string, path: string): readonly string[] {
  const scope = scopes.get(`${method} ${path}`);
  return scope === undefined ? [] : [scope];
}
