/** What was said on a pull request, as the API shows it. Contract §6. */
import type { PullRequest } from '../../seed/history.ts';
import type { Comment } from '../../seed/reviews.ts';
import type { ApiCall } from '../route.ts';
import { type Place, showText } from './commit.ts';
import { link } from './link.ts';
import { pathOf, showPullRequestReference } from './pull-request.ts';
import { showUserCalled } from './user.ts';

export function showComment(call: ApiCall, place: Place, request: PullRequest, comment: Comment) {
  const path = [...pathOf(place, request), 'comments'];
  const { id, inline, parent } = comment;
  const pullrequest = showPullRequestReference(call, place, request);
  return {
    type: 'pullrequest_comment',
    id,
    created_on: comment.createdOn,
    updated_on: comment.createdOn,
    content: showText(comment.text),
    user: showUserCalled(call, comment.author),
    deleted: false,
    pending: false,
    ...(inline && { inline: { from: null, to: inline.line, path: inline.path } }),
    ...(parent !== undefined && {
      parent: { id: parent, links: { self: link(call.apiBaseUrl, ...path, `${parent}`) } },
    }),
    pullrequest,
    links: {
      self: link(call.apiBaseUrl, ...path, `${id}`),
      html: { href: `${pullrequest.links.html.href}/_/diff#comment-${id}` },
    },
  };
}
