/** Every route of the API. */
import type { Context } from '../../context.ts';
import type { Era } from '../../eras.ts';
import { ANNOUNCEMENT_URL } from '../api-errors.ts';
import type { ApiRoute } from '../route.ts';
import { crossWorkspaceRoutes } from './cross-workspace.ts';
import { diffRoutes } from './diff.ts';
import { diffstatRoutes } from './diffstat.ts';
import { emptyListRoutes } from './empty-lists.ts';
import { commitRoute, historyRoutes } from './history.ts';
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
  commitRoute,
];

/**
 * Bitbucket: announced on 2025-08-28, gone on 2026-04-14. Assumption: that answers said so until
 * then; such headers are recorded for the issue tracker alone. Contract §4.3
 */
const deprecatedRoutes: readonly ApiRoute[] = crossWorkspaceRoutes.map((route) => ({
  ...route,
  headers: {
    Deprecation: '@1756339200',
    Sunset: 'Tue, 14 Apr 2026 00:00:00 GMT',
    Link: `<${ANNOUNCEMENT_URL}>; rel="deprecation"`,
  },
}));

export function routesOf(era: Era): readonly ApiRoute[] {
  return era.crossWorkspaceLists === 'gone' ? routes : [...routes, ...deprecatedRoutes];
}

export interface RemovedPath {
  path: string;
  /** Bitbucket: "for some accounts" another one than 410. */
  status: 410 | 404;
}

/** Bitbucket: of the four lists, one was seen to answer 404 to some accounts since late August 2026. */
export function removedPathsOf({ era, settings }: Context): readonly RemovedPath[] {
  if (era.crossWorkspaceLists === 'answered') return [];
  return crossWorkspaceRoutes.map(({ path }) => ({
    path,
    status: path === '/user/permissions/repositories' ? settings.removedList : 410,
  }));
}
