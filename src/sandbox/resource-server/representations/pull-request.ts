/** A pull request as the API shows it. Contract §4.2. */
import type { Branch, PullRequest } from '../../seed/history.ts';
import { reviewersOf, verdictOn } from '../../seed/reviews.ts';
import type { ApiCall } from '../route.ts';
import { type Place, showHash, showText } from './commit.ts';
import { link, links } from './link.ts';
import { showRepositoryReference } from './repository.ts';
import { showUserCalled } from './user.ts';

export function showPullRequest(call: ApiCall, place: Place, request: PullRequest) {
  const isMerged = request.state === 'MERGED';
  const author = showUserCalled(call, request.author);
  const reviewers = reviewersOf(place.repository, request);
  const reference = showPullRequestReference(call, place, request);
  return {
    ...reference,
    description: '',
    state: request.state,
    draft: false,
    summary: showText(''),
    source: showEnd(call, place, request.source),
    destination: showEnd(call, place, request.destination),
    author,
    reviewers: reviewers.map((username) => showUserCalled(call, username)),
    participants: reviewers.map((username) => showReviewer(call, request, username)),
    created_on: request.createdOn,
    updated_on: request.updatedOn,
    comment_count: request.commentCount,
    task_count: 0,
    close_source_branch: isMerged,
    closed_by: request.state === 'OPEN' ? null : author,
    merge_commit: isMerged ? showHash(call, place, request.destination.head.hash) : null,
    reason: '',
    links: {
      ...reference.links,
      ...links(call.apiBaseUrl, pathOf(place, request), [
        'commits',
        'diff',
        'diffstat',
        'approve',
        'merge',
        'decline',
        'activity',
        'comments',
        'statuses',
      ]),
    },
  };
}

/** The short form, as what lies below a pull request refers to it. */
export function showPullRequestReference(call: ApiCall, place: Place, request: PullRequest) {
  const { workspace, repository } = place;
  const { id, title } = request;
  return {
    type: 'pullrequest',
    id,
    title,
    links: {
      self: link(call.apiBaseUrl, ...pathOf(place, request)),
      html: link(call.context.baseUrl, workspace.slug, repository.slug, 'pull-requests', `${id}`),
    },
  };
}

/** Below `/2.0`. */
export function pathOf({ workspace, repository }: Place, { id }: PullRequest): string[] {
  return ['repositories', workspace.slug, repository.slug, 'pullrequests', `${id}`];
}

function showReviewer(call: ApiCall, request: PullRequest, username: string) {
  const verdict = verdictOn(request);
  return {
    type: 'participant',
    user: showUserCalled(call, username),
    role: 'REVIEWER',
    approved: verdict === 'approved',
    state: verdict ?? null,
    participated_on: verdict ? request.updatedOn : null,
  };
}

/** Bitbucket: pull requests name commits by their first 12 digits. */
function showEnd(call: ApiCall, place: Place, { name, head }: Branch) {
  return {
    branch: { name },
    commit: showHash(call, place, head.hash.slice(0, 12)),
    repository: showRepositoryReference(call, place.workspace, place.repository),
  };
}
