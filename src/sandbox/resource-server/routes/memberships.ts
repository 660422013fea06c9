/** What the principal and others are in a workspace. Contract §4.2. */
import type { Workspace, WorkspacePermission } from '../../seed/workspaces.ts';
import { workspaceNotFound } from '../api-errors.ts';
import { requireWorkspace } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { permissionIn } from '../principal.ts';
import { showAppUser, showUser, showUserCalled } from '../representations/user.ts';
import { showWorkspace, showWorkspaceAccess } from '../representations/workspace.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';

/** Those that the principal belongs to, by slug. */
export function ownWorkspaces({ context, principal }: ApiCall): Workspace[] {
  return context.directory.workspaces.filter(
    (workspace) => permissionIn(principal, workspace) !== undefined,
  );
}

/** Null for whoever has no token. */
export function showPrincipal(call: ApiCall) {
  const { principal } = call;
  if (principal.kind === 'user') return showUser(call, principal.person);
  return principal.kind === 'app_user' ? showAppUser(call, principal.client) : null;
}

/** @throws {ApiError} 404 where the principal is a stranger. */
export function requireMembership(call: ApiCall) {
  const workspace = requireWorkspace(call);
  const permission = permissionIn(call.principal, workspace);
  if (!permission) throw workspaceNotFound(call.segment('workspace'));
  return { workspace, permission };
}

export function showMembership(
  call: ApiCall,
  workspace: Workspace,
  permission: WorkspacePermission | undefined,
  user: unknown,
) {
  return {
    type: 'workspace_membership',
    permission,
    user,
    workspace: showWorkspace(call, workspace),
  };
}

function listMembers(call: ApiCall) {
  const { workspace } = requireMembership(call);
  return paginate(
    call,
    workspace.members,
    ({ username, permission }) =>
      showMembership(call, workspace, permission, showUserCalled(call, username)),
    searchable.memberships,
  );
}

export const membershipRoutes: readonly ApiRoute[] = [
  {
    path: '/user/workspaces',
    scopes: ['account'],
    answer: (call) =>
      paginate(
        call,
        ownWorkspaces(call),
        (workspace) => showWorkspaceAccess(call, workspace),
        searchable.workspaceAccesses,
      ),
  },
  {
    path: '/user/workspaces/:workspace/permission',
    scopes: ['account'],
    answer: (call) => ({ permission: requireMembership(call).permission }),
  },
  { path: '/workspaces/:workspace/members', scopes: ['account'], answer: listMembers },
  { path: '/workspaces/:workspace/permissions', scopes: ['account'], answer: listMembers },
];
