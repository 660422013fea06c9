/** The workspace or the repository that a path names, if the principal may see it. */
import type { Repository } from '../seed/repositories.ts';
import type { Workspace } from '../seed/workspaces.ts';
import { repositoryNotFound, workspaceNotFound } from './api-errors.ts';
import { maySeeRepository, maySeeWorkspace } from './principal.ts';
import type { ApiCall } from './route.ts';

/** @throws {ApiError} 404, the same for what does not exist and for what is private. */
export function requireWorkspace(call: ApiCall): Workspace {
  const identifier = call.segment('workspace');
  const workspace = call.context.directory.findWorkspace(identifier);
  if (workspace && maySeeWorkspace(call.principal, workspace)) return workspace;
  throw workspaceNotFound(identifier);
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
