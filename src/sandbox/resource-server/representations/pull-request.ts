/** A pull request as the API shows it. Contract §4.2. */
import type { Branch, PullRequest } from '../../seed/history.ts';
import type { ApiCall } from '../route.ts';
import { type Place, showHash, showText } from './commit.ts';
import { link, links } from './link.ts';
import { showRepositoryReference } from './repository.ts';
import { showUser } from './user.ts';

export function showPullRequest(call: ApiCall, place: Place, request: PullRequest) {
  const { workspace, repository } = place;
  const path = ['repositories', workspace.slug, repository.slug, 'pullrequests', `${request.id}`];
  const isMerged = request.state === 'MERGED';
  const author = call.context.directory.findPerson(request.author);
  return {
    type: 'pullrequest',
    id: request.id,
    title: request.title,
    description: '',
    state: request.state,
    draft: false,
    summary: showText(''),
    source: showEnd(call, place, request.source),
    destination: showEnd(call, place, request.destination),
    author: author ? showUser(call, author) : null,
    created_on: request.createdOn,
    updated_on: request.updatedOn,
    comment_count: request.commentCount,
    task_count: 0,
    close_source_branch: isMerged,
    closed_by: request.state === 'OPEN' || !author ? null : showUser(call, author),
    merge_commit: isMerged ? showHash(call, place, request.destination.head.hash) : null,
    reason: '',
    links: {
      self: link(call.apiBaseUrl, ...path),
      html: link(
        call.context.baseUrl,
        workspace.slug,
        repository.slug,
        'pull-requests',
        `${request.id}`,
      ),
      ...links(call.apiBaseUrl, path, [
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

/** Bitbucket: pull requests name commits by their first 12 digits. */
function showEnd(call: ApiCall, place: Place, { name, head }: Branch) {
  return {
    branch: { name },
    commit: showHash(call, place, head.hash.slice(0, 12)),
    repository: showRepositoryReference(call, place.workspace, place.repository),
  };
}
