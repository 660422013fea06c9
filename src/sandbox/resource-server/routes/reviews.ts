/** What was said and done about a pull request: comments and activity. Contract §6. */
import { ApiError } from '../../errors.ts';
import { commentsOf, reviewersOf, verdictOn } from '../../seed/reviews.ts';
import { paginate } from '../pagination.ts';
import { showComment } from '../representations/comment.ts';
import { showPullRequestReference } from '../representations/pull-request.ts';
import { showUserCalled } from '../representations/user.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { searchable } from '../searchable.ts';
import { requirePullRequest } from './pull-requests.ts';

const PATH = '/repositories/:workspace/:repository/pullrequests/:id';

function showComments(call: ApiCall) {
  const { place, request } = requirePullRequest(call);
  const comments = commentsOf(place.repository, request);
  return comments.map((comment) => showComment(call, place, request, comment));
}

/** The newest first: how it stands, who judged it, what was said. */
function showActivity(call: ApiCall) {
  const { place, request } = requirePullRequest(call);
  const { title, state, updatedOn: date } = request;
  const verdict = verdictOn(request);
  const pullrequest = showPullRequestReference(call, place, request);
  const author = showUserCalled(call, request.author);
  const judges = verdict ? reviewersOf(place.repository, request) : [];
  const judgements = judges.map((username) => {
    const judgement = { date, user: showUserCalled(call, username), pullrequest };
    return verdict === 'approved' ? { approval: judgement } : { changes_requested: judgement };
  });
  return [
    { update: { state, title, description: '', reason: '', date, author } },
    ...judgements,
    ...showComments(call)
      .toReversed()
      .map((comment) => ({ comment })),
  ].map((entry) => ({ pull_request: pullrequest, ...entry }));
}

export const reviewRoutes: readonly ApiRoute[] = [
  {
    path: `${PATH}/comments`,
    scopes: ['pullrequest'],
    answer: (call) => paginate(call, showComments(call), (comment) => comment, searchable.comments),
  },
  {
    path: `${PATH}/comments/:comment`,
    scopes: ['pullrequest'],
    answer(call) {
      const comment = showComments(call).find(({ id }) => String(id) === call.segment('comment'));
      if (!comment) throw new ApiError(404, 'Comment not found'); // assumption: the text
      return comment;
    },
  },
  {
    path: `${PATH}/activity`,
    scopes: ['pullrequest'],
    answer: (call) => paginate(call, showActivity(call), (entry) => entry),
  },
];
