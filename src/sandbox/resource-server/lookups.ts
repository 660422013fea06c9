/** The user, the workspace or the repository that a path names, if the principal may see it. */
import type { Person } from '../seed/people.ts';
import type { Repository } from '../seed/repositories.ts';
import type { Workspace } from '../seed/workspaces.ts';
import { repositoryNotFound, workspaceNotFound } from './api-errors.ts';
import { maySeeRepository, maySeeWorkspace, permissionIn } from './principal.ts';
import type { ApiCall } from './route.ts';

/** @throws {ApiError} 404, the same for what does not exist and for what is private. */
export function requireWorkspace(call: ApiCall): Workspace {
  const identifier = call.segment('workspace');
  const workspace = call.context.directory.findWorkspace(identifier);
  if (workspace && maySeeWorkspace(call.principal, workspace)) return workspace;
  throw workspaceNotFound(identifier);
}

/** Bitbucket: usernames find nobody since 2019. */
export function findUser({ context }: ApiCall, identifier: string): Person | undefined {
  return context.directory.people.find(
    ({ uuid, accountId }) => identifier === uuid || identifier === accountId,
  );
}

/**
 * Bitbucket: a user's identifier stands for what is theirs, as the links of `/2.0/user` have it.
 * Assumption: that is the workspaces that the user owns, and for some people there is none.
 *
 * @throws {ApiError} 404 likewise.
 */
export function requireWorkspaces(call: ApiCall): readonly Workspace[] {
  const person = findUser(call, call.segment('workspace'));
  if (!person) return [requireWorkspace(call)];
  return call.context.directory.workspaces.filter(
    (workspace) =>
      permissionIn({ kind: 'user', person }, workspace) === 'owner' &&
      maySeeWorkspace(call.principal, workspace),
  );
}

export function repositoriesOf(call: ApiCall, { slug }: Workspace): readonly Repository[] {
  return call.repositories.filter(({ workspace }) => workspace === slug);
}

/** @throws {ApiError} 404 likewise. */
export function requireRepository(call: ApiCall): { workspace: Workspace; repository: Repository } {
  const { directory } = call.context;
  const workspace = directory.findWorkspace(call.segment('workspace'));
  if (!workspace) throw repositoryNotFound();
  const wanted = call.segment('repository');
  const repository = repositoriesOf(call, workspace).find(
    ({ slug, uuid }) => wanted === slug || wanted === uuid,
  );
  if (repository && maySeeRepository(call.principal, workspace, repository)) {
    return { workspace, repository };
  }
  throw repositoryNotFound();
}
