/** Lists that the API's links lead to and that hold nothing here. */
import { requireRepository } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { requireCommit } from '../revisions.ts';
import { searchable } from '../searchable.ts';
import { requireMembership } from './memberships.ts';
import { requireUser } from './users.ts';

const REPOSITORY = '/repositories/:workspace/:repository';

/**
 * @param require What must be there for the list to be.
 * @param fields What `q` and `sort` may name.
 * @throws {ApiError} 404
 */
function emptyList(
  path: string,
  scopes: readonly string[],
  require: (call: ApiCall) => unknown,
  fields: readonly string[] = [],
): ApiRoute {
  return {
    path,
    scopes,
    answer(call) {
      require(call);
      return paginate(call, [], () => null, fields);
    },
  };
}

export const emptyListRoutes: readonly ApiRoute[] = [
  emptyList(`${REPOSITORY}/forks`, ['repository'], requireRepository, searchable.repositories),
  emptyList(`${REPOSITORY}/watchers`, ['repository'], requireRepository),
  emptyList(`${REPOSITORY}/downloads`, ['repository'], requireRepository),
  emptyList(
    `${REPOSITORY}/commit/*revision/comments`,
    ['repository'],
    (call) => requireCommit(call, call.segment('revision')),
    searchable.comments,
  ),
  emptyList('/workspaces/:workspace/hooks', ['webhook'], requireMembership),
  emptyList('/users/:user/hooks', ['webhook'], requireUser),
];
