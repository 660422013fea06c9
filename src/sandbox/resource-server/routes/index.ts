/** Every route of the API. */
import type { Era } from '../../eras.ts';
import { gone } from '../api-errors.ts';
import type { ApiRoute } from '../route.ts';
import { crossWorkspaceRoutes } from './cross-workspace.ts';
import { diffRoutes } from './diff.ts';
import { diffstatRoutes } from './diffstat.ts';
import { emptyListRoutes } from './empty-lists.ts';
import { historyRoutes } from './history.ts';
import { hookRoutes } from './hooks.ts';
import { membershipRoutes } from './memberships.ts';
import { pullRequestRoutes } from './pull-requests.ts';
import { refRoutes } from './refs.ts';
import { repositoryRoutes } from './repositories.ts';
import { repositoryPermissionRoutes } from './repository-permissions.ts';
import { repositoryWriteRoutes } from './repository-writes.ts';
import { reviewRoutes } from './reviews.ts';
import { snippetRoutes } from './snippets.ts';
import { sourceRoutes } from './source.ts';
import { statusRoutes } from './statuses.ts';
import { userRoutes } from './user.ts';
import { usersRoutes } from './users.ts';
import { workspaceRoutes } from './workspaces.ts';

const routes: readonly ApiRoute[] = [
  ...userRoutes,
  ...membershipRoutes,
  ...repositoryPermissionRoutes,
  ...workspaceRoutes,
  ...repositoryRoutes,
  ...repositoryWriteRoutes,
  ...historyRoutes,
  ...refRoutes,
  ...sourceRoutes,
  ...statusRoutes,
  ...diffRoutes,
  ...diffstatRoutes,
  ...hookRoutes,
  ...pullRequestRoutes,
  ...reviewRoutes,
  ...usersRoutes,
  ...snippetRoutes,
  ...emptyListRoutes,
];

/** Assumption: 410 for every valid token, whatever its scopes. */
const goneRoutes: readonly ApiRoute[] = crossWorkspaceRoutes.map(({ path }) => ({
  path,
  scopes: [],
  answer() {
    throw gone();
  },
}));

/** Bitbucket: from 2025-08-28 on, answers that were to go said so. Contract §4.3 */
const deprecatedRoutes: readonly ApiRoute[] = crossWorkspaceRoutes.map((route) => ({
  ...route,
  headers: {
    Deprecation: '@1756339200',
    Sunset: 'Tue, 14 Apr 2026 00:00:00 GMT',
    Link: '<https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-3071>; rel="deprecation"',
  },
}));

export function routesOf(era: Era): readonly ApiRoute[] {
  return [...routes, ...(era.crossWorkspaceLists === 'gone' ? goneRoutes : deprecatedRoutes)];
}
