/** Pull requests of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { type PullRequest, pullRequestsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginate, paginateOpaquely } from '../pagination.ts';
import { showListedCommit } from '../representations/commit.ts';
import { linkSpec, showOnePullRequest, showPullRequest } from '../representations/pull-request.ts';
import { type ApiCall, type ApiRoute, redirectReply } from '../route.ts';
import { readChoices } from '../choices.ts';
import { searchable } from '../searchable.ts';

const PATH = '/repositories/:workspace/:repository/pullrequests';

const STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'];

/**
 * Bitbucket: `state` may be repeated; without it, the open ones; beside a `q` it is ignored (one report
 * of 2019). Clients in production send it in lower case and with values that do not exist.
 */
function hasWantedState({ query }: ApiCall): (request: PullRequest) => boolean {
  if ((query.get('q') ?? '') !== '') return () => true;
  const wanted = readChoices(query, 'state', [...STATES, 'ALL']);
  if (wanted.length === 0) return ({ state }) => state === 'OPEN';
  return ({ state }) => wanted.includes(state) || wanted.includes('ALL');
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

/** Bitbucket: to the diff or diffstat of the repository. */
export function redirectToSpec(kind: 'diff' | 'diffstat'): ApiRoute {
  return {
    path: `${PATH}/:id/${kind}`,
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      return redirectReply(call, linkSpec(call, place, request, kind).href);
    },
  };
}

export const pullRequestRoutes: readonly ApiRoute[] = [
  {
    path: PATH,
    scopes: ['pullrequest'],
    greatestPageLength: 50, // Bitbucket: 51 and more are refused (2026-08-15)
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
      return showOnePullRequest(call, place, request);
    },
  },
  {
    path: `${PATH}/:id/commits`,
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      // As its diff has it: one commit, the head of its source.
      return paginateOpaquely(call, [request.source.head], (one) =>
        showListedCommit(call, place, one),
      );
    },
  },
];
