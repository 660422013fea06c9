/** What a commit or a pull request changed, as text: a diff, or a patch. Contract §6. */
import { changesOf } from '../../seed/contents.ts';
import { type Place, showAuthor } from '../representations/commit.ts';
import { writeDiff, writePatch } from '../representations/diff.ts';
import type { Commit } from '../../seed/history.ts';
import { type ApiCall, type ApiRoute, plainText } from '../route.ts';
import { isWantedPath, requireSpec } from '../revisions.ts';
import { redirectToSpec } from './pull-requests.ts';

const PATH = '/repositories/:workspace/:repository';

function diffOf(call: ApiCall, { repository }: Place, commit: Commit): string {
  const isWanted = isWantedPath(call);
  return writeDiff(changesOf(repository, commit).filter(({ path }) => isWanted(path)));
}

export const diffRoutes: readonly ApiRoute[] = [
  {
    path: `${PATH}/diff/*spec`,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireSpec(call);
      return plainText(diffOf(call, place, commit));
    },
  },
  {
    path: `${PATH}/patch/*spec`,
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireSpec(call);
      const { raw } = showAuthor(call, commit.author);
      return plainText(writePatch(commit, raw, diffOf(call, place, commit)));
    },
  },
  redirectToSpec('diff'),
];
