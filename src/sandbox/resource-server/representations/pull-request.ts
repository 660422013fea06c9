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
    source: showSource(call, place, request.source),
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
      diff: linkSpec(call, place, request, 'diff'),
      diffstat: linkSpec(call, place, request, 'diffstat'),
      ...links(call.apiBaseUrl, pathOf(place, request), [
        'commits',
        'approve',
        'request-changes',
        'merge',
        'decline',
        'activity',
        'comments',
        'statuses',
      ]),
    },
  };
}

/** Bitbucket: alone, and not in a list, it has its texts a second time, rendered. */
export function showOnePullRequest(call: ApiCall, place: Place, request: PullRequest) {
  const rendered = {
    title: showText(request.title),
    description: showText(''),
    reason: showText(''),
  };
  return { ...showPullRequest(call, place, request), rendered };
}

/** Bitbucket: the diff of the repository from one commit to the other, with `%0D` between them. */
export function linkSpec(
  { apiBaseUrl }: ApiCall,
  { workspace, repository }: Place,
  { id, source, destination }: PullRequest,
  kind: 'diff' | 'diffstat',
) {
  const name = `${workspace.slug}/${repository.slug}`;
  const [from, to] = [source, destination].map(({ head }) => head.hash.slice(0, 12));
  return {
    href: `${apiBaseUrl}/repositories/${name}/${kind}/${name}:${from}%0D${to}?from_pullrequest_id=${id}&topic=true`,
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

/** Bitbucket: the source branch has links, and there are none (2025, 2026). */
function showSource(call: ApiCall, place: Place, branch: Branch) {
  return { ...showEnd(call, place, branch), branch: { name: branch.name, links: {} } };
}

/** Bitbucket: pull requests name commits by their first 12 digits. */
function showEnd(call: ApiCall, place: Place, { name, head }: Branch) {
  return {
    branch: { name },
    commit: showHash(call, place, head.hash.slice(0, 12)),
    repository: showRepositoryReference(call, place.workspace, place.repository),
  };
}
