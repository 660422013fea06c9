/** What the principal may do in repositories. Contract §4.2. */
import { repositoriesOf } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { repositoryPermissionIn } from '../principal.ts';
import type { Place } from '../representations/commit.ts';
import { showRepositoryReference } from '../representations/repository.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';
import { requireMembership, showPrincipal } from './memberships.ts';

export function paginateRepositoryPermissions(call: ApiCall, places: readonly Place[]) {
  return paginate(
    call,
    places,
    ({ workspace, repository }) => ({
      type: 'repository_permission',
      permission: repositoryPermissionIn(call.principal, workspace),
      user: showPrincipal(call),
      repository: showRepositoryReference(call, workspace, repository),
    }),
    searchable.repositoryPermissions,
  );
}

export const repositoryPermissionRoutes: readonly ApiRoute[] = [
  {
    path: '/user/workspaces/:workspace/permissions/repositories',
    scopes: ['account', 'repository'],
    answer(call) {
      const { workspace } = requireMembership(call);
      const repositories = repositoriesOf(call, workspace);
      return paginateRepositoryPermissions(
        call,
        repositories.map((repository) => ({ workspace, repository })),
      );
    },
  },
];
