/** Workspaces, and what the principal is in them. Contract §4.2. */
import type { Workspace } from '../../seed/workspaces.ts';
import { repositoriesOf, requireWorkspace } from '../lookups.ts';
import { workspaceNotFound } from '../api-errors.ts';
import { paginate } from '../pagination.ts';
import { permissionIn, repositoryPermissionIn } from '../principal.ts';
import { showProject, showRepositoryReference } from '../representations/repository.ts';
import { showAppUser, showUser } from '../representations/user.ts';
import { showWorkspace, showWorkspaceAccess } from '../representations/workspace.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** Those that the principal belongs to, by slug. */
export function ownWorkspaces({ context, principal }: ApiCall): Workspace[] {
  return context.directory.workspaces.filter(
    (workspace) => permissionIn(principal, workspace) !== undefined,
  );
}

export function showPrincipal(call: ApiCall) {
  const { principal } = call;
  return principal.kind === 'user'
    ? showUser(call, principal.person)
    : showAppUser(call, principal.client);
}

/** @throws {ApiError} 404 where the principal is a stranger. */
function requireMembership(call: ApiCall) {
  const workspace = requireWorkspace(call);
  const permission = permissionIn(call.principal, workspace);
  if (!permission) throw workspaceNotFound(call.segment('workspace'));
  return { workspace, permission };
}

function showMemberships(call: ApiCall) {
  const { workspace } = requireMembership(call);
  return paginate(call, workspace.members, ({ username, permission }) => {
    const person = call.context.directory.findPerson(username);
    return {
      type: 'workspace_membership',
      permission,
      user: person ? showUser(call, person) : null,
      workspace: showWorkspace(call, workspace),
    };
  });
}

export const workspaceRoutes: readonly ApiRoute[] = [
  {
    path: '/user/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(call, ownWorkspaces(call), (workspace) => showWorkspaceAccess(call, workspace)),
  },
  {
    path: '/user/workspaces/:workspace/permission',
    scopes: ['account'],
    answer: (call) => ({ permission: requireMembership(call).permission }),
  },
  {
    path: '/user/workspaces/:workspace/permissions/repositories',
    scopes: ['account', 'repository'],
    answer(call) {
      const { workspace } = requireMembership(call);
      return paginate(call, repositoriesOf(call, workspace), (repository) => ({
        type: 'repository_permission',
        permission: repositoryPermissionIn(call.principal, workspace),
        user: showPrincipal(call),
        repository: showRepositoryReference(call, workspace, repository),
      }));
    },
  },
  {
    path: '/workspaces/:workspace',
    scopes: [], // Bitbucket: none beyond a token
    answer: (call) => showWorkspace(call, requireWorkspace(call)),
  },
  { path: '/workspaces/:workspace/members', scopes: ['account'], answer: showMemberships },
  { path: '/workspaces/:workspace/permissions', scopes: ['account'], answer: showMemberships },
  {
    path: '/workspaces/:workspace/projects',
    scopes: ['project'],
    answer(call) {
      const { workspace } = requireMembership(call);
      return paginate(call, [workspace], (one) => showProject(call, one));
    },
  },
];
