/** Repositories of one workspace. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import type { Repository } from '../../seed/repositories.ts';
import type { Workspace } from '../../seed/workspaces.ts';
import { repositoriesOf, requireRepository, requireWorkspace } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { type Fields, parseFilter, parseSort } from '../query-language.ts';
import { maySeeRepository, repositoryPermissionIn } from '../principal.ts';
import { showRepository } from '../representations/repository.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** Bitbucket: what `role` asks for. Without it, everything that the principal may see. */
const ROLES = new Map<string, readonly string[]>([
  ['member', ['read', 'write', 'admin']],
  ['contributor', ['write', 'admin']],
  ['admin', ['admin']],
  ['owner', ['admin']],
]);

/** @throws {ApiError} 400: no such role. */
export function visibleRepositories(call: ApiCall, workspace: Workspace): Repository[] {
  const role = call.query.get('role');
  const sufficient = role === null || role === '' ? undefined : ROLES.get(role);
  if (role && !sufficient) throw new ApiError(400, 'Invalid role');
  const permission = repositoryPermissionIn(call.principal, workspace) ?? 'none';
  const isInRole = sufficient === undefined || sufficient.includes(permission);
  return repositoriesOf(call, workspace).filter(
    (repository) => isInRole && maySeeRepository(call.principal, workspace, repository),
  );
}

/** What `q` and `sort` may name. */
const FIELDS: Fields<Repository> = {
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
  full_name: ({ workspace, slug }) => `${workspace}/${slug}`,
  description: ({ description }) => description,
  language: ({ language }) => language,
  is_private: ({ isPrivate }) => isPrivate,
  size: ({ sizeInBytes }) => sizeInBytes,
  created_on: ({ createdOn }) => createdOn,
  updated_on: ({ updatedOn }) => updatedOn,
};

function select({ query }: ApiCall, repositories: readonly Repository[]): readonly Repository[] {
  const [filter, sort] = [query.get('q') ?? '', query.get('sort') ?? ''];
  const found = filter === '' ? repositories : repositories.filter(parseFilter(filter, FIELDS));
  return sort === '' ? found : found.toSorted(parseSort(sort, FIELDS));
}

export const repositoryRoutes: readonly ApiRoute[] = [
  {
    path: '/repositories/:workspace',
    scopes: ['repository'],
    answer(call) {
      const workspace = requireWorkspace(call);
      return paginate(call, select(call, visibleRepositories(call, workspace)), (repository) =>
        showRepository(call, workspace, repository),
      );
    },
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
