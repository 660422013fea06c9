/** What a commit or a pull request changed, as text: a diff, or a patch. Contract §6. */
import { changesOf } from '../../seed/contents.ts';
import { type Place, showAuthor } from '../representations/commit.ts';
import { writeDiff, writePatch } from '../representations/diff.ts';
import type { Commit } from '../../seed/history.ts';
import { type ApiRoute, plainText } from '../route.ts';
import { requireSpec } from './history.ts';
import { requirePullRequest } from './pull-requests.ts';

const PATH = '/repositories/:workspace/:repository';

function diffOf({ repository }: Place, commit: Commit): string {
  return writeDiff(changesOf(repository, commit));
}

export const diffRoutes: readonly ApiRoute[] = [
  {
    path: `${PATH}/diff/:spec`,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireSpec(call);
      return plainText(diffOf(place, commit));
    },
  },
  {
    path: `${PATH}/patch/:spec`,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireSpec(call);
      const { raw } = showAuthor(call, commit.author);
      return plainText(writePatch(commit, raw, diffOf(place, commit)));
    },
  },
  {
    // Assumption: the text itself, where Bitbucket redirects to the diff of the repository.
    path: `${PATH}/pullrequests/:id/diff`,
    scopes: ['pullrequest'],
    answer(call) {
      const { place, request } = requirePullRequest(call);
      return plainText(diffOf(place, request.source.head));
    },
  },
];
