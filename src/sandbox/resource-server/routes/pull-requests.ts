/** Pull requests of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { type PullRequest, pullRequestsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginate, paginateOpaquely } from '../pagination.ts';
import { showCommit } from '../representations/commit.ts';
import { showPullRequest } from '../representations/pull-request.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { readFilter } from '../selection.ts';
import { searchable } from '../searchable.ts';

const PATH = '/repositories/:workspace/:repository/pullrequests';

const STATES = new Set(['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED', 'ALL']);

/**
 * Bitbucket: `state` may be repeated; without it, the open ones. Assumption: a `q` that names the
 * state is not narrowed to these, or `q=state="MERGED"` would find nothing.
 */
function hasWantedState(call: ApiCall): (request: PullRequest) => boolean {
  const wanted = new Set(call.query.getAll('state').filter((state) => state !== ''));
  if ([...wanted].some((state) => !STATES.has(state))) throw new ApiError(400, 'Invalid state');
  const isInQuery = readFilter(call, searchable.pullRequests)?.names.has('state') ?? false;
  if (wanted.size === 0) wanted.add(isInQuery ? 'ALL' : 'OPEN');
  return ({ state }) => wanted.has(state) || wanted.has('ALL');
}

/** @throws {ApiError} 404 */
export function requirePullRequest(call: ApiCall) {
  const place = requireRepository(call);
  const request = pullRequestsOf(place.repository).find(
    ({ id }) => String(id) === call.segment('id'),
  );
  if (!request) throw new ApiError(404, 'Pull request not found');
  return { place, request };
}

export const pullRequestRoutes: readonly ApiRoute[] = [
  {
    path: PATH,
    scopes: ['pullrequest'],
    answer(call) {
      const place = requireRepository(call);
      const requests = pullRequestsOf(place.repository).filter(hasWantedState(call));
      return paginate(
        call,
        requests,
        (request) => showPullRequest(call, place, request),
        searchable.pullRequests,
      );
    },
  },
  {
    path: `${PATH}/:id`,
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      return showPullRequest(call, place, request);
    },
  },
  {
    path: `${PATH}/:id/commits`,
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      // As its diff has it: one commit, the head of its source.
      return paginateOpaquely(call, [request.source.head], (one) => showCommit(call, place, one));
    },
  },
];
