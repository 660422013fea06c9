/** Repositories of one workspace. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import { repositoriesOf, requireRepository, requireWorkspaces } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { maySeeRepository, repositoryPermissionIn } from '../principal.ts';
import type { Place } from '../representations/commit.ts';
import { findOwner, showRepository } from '../representations/repository.ts';
import { usernameOf } from '../representations/user.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';

/** Bitbucket: what `role` asks for. Without it, everything that the principal may see. */
const ROLES = new Map<string, readonly string[]>([
  ['member', ['read', 'write', 'admin']],
  ['contributor', ['write', 'admin']],
  ['admin', ['admin']],
  ['owner', ['admin']],
]);

/** @throws {ApiError} 400: no such role. */
export function visibleRepositories(call: ApiCall, workspaces: readonly Workspace[]): Place[] {
  const role = call.query.get('role');
  const sufficient = role === null || role === '' ? undefined : ROLES.get(role);
  if (role && !sufficient) throw new ApiError(400, 'Invalid role');
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
  // Assumption: a query may name the owner's username, though the answer does not show it.
  const withUsername = (place: Place) => {
    const username = usernameOf(findOwner(call, place.workspace));
    const shown = show(place);
    return { ...shown, owner: { ...shown.owner, username } };
  };
  return paginate(call, places, show, searchable.repositories, withUsername);
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
