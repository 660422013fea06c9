/** The lists across all workspaces, which CHANGE-2770 removed on 2026-04-14. Contract §4.3. */
import { paginate } from '../pagination.ts';
import { permissionIn } from '../principal.ts';
import { showWorkspace } from '../representations/workspace.ts';
import type { ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';
import { ownWorkspaces, showMembership, showPrincipal } from './memberships.ts';
import { paginateRepositories, visibleRepositories } from './repositories.ts';
import { paginateRepositoryPermissions } from './repository-permissions.ts';

export const crossWorkspaceRoutes: readonly ApiRoute[] = [
  {
    path: '/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(
        call,
        ownWorkspaces(call),
        (workspace) => showWorkspace(call, workspace),
        searchable.workspaces,
      ),
  },
  {
    path: '/repositories',
    scopes: ['repository'],
    answer: (call) => paginateRepositories(call, visibleRepositories(call, ownWorkspaces(call))),
  },
  {
    path: '/user/permissions/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(
        call,
        ownWorkspaces(call),
        (workspace) => {
          const permission = permissionIn(call.principal, workspace);
          return showMembership(call, workspace, permission, showPrincipal(call));
        },
        searchable.memberships,
      ),
  },
  {
    path: '/user/permissions/repositories',
    scopes: ['account', 'repository'],
    answer: (call) =>
      paginateRepositoryPermissions(call, visibleRepositories(call, ownWorkspaces(call))),
  },
];
