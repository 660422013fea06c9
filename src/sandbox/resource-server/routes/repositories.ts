/** Repositories of one workspace. Contract §4.2. */
import type { Workspace } from '../../seed/workspaces.ts';
import { readChoices } from '../choices.ts';
import { repositoriesOf, requireRepository, requireWorkspaces } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { maySeeRepository, repositoryPermissionIn } from '../principal.ts';
import type { Place } from '../representations/commit.ts';
import { showRepository } from '../representations/repository.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';

/** Bitbucket: what `role` asks for. Without it, everything that the principal may see. */
const ROLES = new Map<string, readonly string[]>([
  ['member', ['read', 'write', 'admin']],
  ['contributor', ['write', 'admin']],
  ['admin', ['admin']],
  ['owner', ['admin']],
]);

export function visibleRepositories(call: ApiCall, workspaces: readonly Workspace[]): Place[] {
  const [role = ''] = readChoices(call.query, 'role', [...ROLES.keys()]);
  const sufficient = ROLES.get(role);
  return workspaces.flatMap((workspace) => {
    const permission = repositoryPermissionIn(call.principal, workspace) ?? 'none';
    if (sufficient && !sufficient.includes(permission)) return [];
    return repositoriesOf(call, workspace)
      .filter((repository) => maySeeRepository(call.principal, workspace, repository))
      .map((repository) => ({ workspace, repository }));
  });
}

export function paginateRepositories(call: ApiCall, places: readonly Place[]) {
  const show = ({ workspace, repository }: Place) => showRepository(call, workspace, repository);
  return paginate(call, places, show, searchable.repositories);
}

export const repositoryRoutes: readonly ApiRoute[] = [
  {
    path: '/repositories/:workspace',
    scopes: ['repository'],
    answer: (call) =>
      paginateRepositories(call, visibleRepositories(call, requireWorkspaces(call))),
  },
  {
    path: '/repositories/:workspace/:repository',
    scopes: ['repository'],
    answer(call) {
      const { workspace, repository } = requireRepository(call);
      return showRepository(call, workspace, repository);
    },
  },
];
