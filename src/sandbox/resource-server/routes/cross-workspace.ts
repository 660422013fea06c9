/** The lists across all workspaces, which CHANGE-2770 removed on 2026-04-14. Contract §4.3. */
import { paginate } from '../pagination.ts';
import { permissionIn, repositoryPermissionIn } from '../principal.ts';
import { showRepository, showRepositoryReference } from '../representations/repository.ts';
import { showWorkspace } from '../representations/workspace.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { visibleRepositories } from './repositories.ts';
import { ownWorkspaces, showPrincipal } from './workspaces.ts';

export const crossWorkspaceRoutes: readonly ApiRoute[] = [
  {
    path: '/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(call, ownWorkspaces(call), (workspace) => showWorkspace(call, workspace)),
  },
  {
    path: '/repositories',
    scopes: ['repository'],
    answer: (call) =>
      paginate(call, ownRepositories(call), ({ workspace, repository }) =>
        showRepository(call, workspace, repository),
      ),
  },
  {
    path: '/user/permissions/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(call, ownWorkspaces(call), (workspace) => ({
        type: 'workspace_membership',
        permission: permissionIn(call.principal, workspace),
        user: showPrincipal(call),
        workspace: showWorkspace(call, workspace),
      })),
  },
  {
    path: '/user/permissions/repositories',
    scopes: ['account', 'repository'],
    answer: (call) =>
      paginate(call, ownRepositories(call), ({ workspace, repository }) => ({
        type: 'repository_permission',
        permission: repositoryPermissionIn(call.principal, workspace),
        user: showPrincipal(call),
        repository: showRepositoryReference(call, workspace, repository),
      })),
  },
];

function ownRepositories(call: ApiCall) {
  return ownWorkspaces(call).flatMap((workspace) =>
    visibleRepositories(call, workspace).map((repository) => ({ workspace, repository })),
  );
}
