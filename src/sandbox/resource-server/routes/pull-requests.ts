/** Pull requests of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { type PullRequest, pullRequestsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginate } from '../pagination.ts';
import { showPullRequest } from '../representations/pull-request.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

const STATES = new Set(['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED', 'ALL']);

/** Bitbucket: `state` may be repeated; without it, the open ones. */
function hasWantedState({ query }: ApiCall): (request: PullRequest) => boolean {
  const wanted = new Set(query.getAll('state').filter((state) => state !== ''));
  if ([...wanted].some((state) => !STATES.has(state))) throw new ApiError(400, 'Invalid state');
  if (wanted.size === 0) wanted.add('OPEN');
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
    path: '/repositories/:workspace/:repository/pullrequests',
    scopes: ['pullrequest'],
    answer(call) {
      const place = requireRepository(call);
      const requests = pullRequestsOf(place.repository).filter(hasWantedState(call));
      return paginate(call, requests, (request) => showPullRequest(call, place, request));
    },
  },
  {
    path: '/repositories/:workspace/:repository/pullrequests/:id',
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      return showPullRequest(call, place, request);
    },
  },
];
