/** Who acts with a token, and what they may see. */
import type { Context } from '../context.ts';
import type { Person } from '../seed/people.ts';
import type { Client } from '../seed/clients.ts';
import type { Repository } from '../seed/repositories.ts';
import type { Workspace, WorkspacePermission } from '../seed/workspaces.ts';
import type { Authorization } from '../stores.ts';

/** Bitbucket: client credentials act as an `app_user` of the client's workspace since 2026. */
export type Principal =
  { kind: 'user'; person: Person } | { kind: 'app_user'; client: Client } | { kind: 'anonymous' };

export type RepositoryPermission = 'read' | 'write' | 'admin';

export function findPrincipal(
  { directory }: Context,
  { username, clientId }: Authorization,
): Principal | undefined {
  if (username === undefined) {
    const client = directory.findClient(clientId);
    return client && { kind: 'app_user', client };
  }
  const person = directory.findPerson(username);
  return person && { kind: 'user', person };
}

/** What the principal is in a workspace, or undefined where it is a stranger. */
export function permissionIn(
  principal: Principal,
  workspace: Workspace,
): WorkspacePermission | undefined {
  if (principal.kind === 'anonymous') return undefined;
  if (principal.kind === 'app_user') {
    return principal.client.workspace === workspace.slug ? 'member' : undefined;
  }
  const { username } = principal.person;
  return workspace.members.find((member) => member.username === username)?.permission;
}

const REPOSITORY_PERMISSIONS = {
  owner: 'admin',
  member: 'write',
  collaborator: 'read',
} as const satisfies Record<WorkspacePermission, RepositoryPermission>;

/** Assumption: a workspace's members may write to all of its repositories. */
export function repositoryPermissionIn(
  principal: Principal,
  workspace: Workspace,
): RepositoryPermission | undefined {
  const permission = permissionIn(principal, workspace);
  return permission && REPOSITORY_PERMISSIONS[permission];
}

export function maySeeRepository(
  principal: Principal,
  workspace: Workspace,
  repository: Repository,
): boolean {
  return !repository.isPrivate || permissionIn(principal, workspace) !== undefined;
}

export function maySeeWorkspace(principal: Principal, workspace: Workspace): boolean {
  return !workspace.isPrivate || permissionIn(principal, workspace) !== undefined;
}
