/** Which files a commit or a pull request changed, and by how many lines. Contract §6. */
import { type Change, changesOf } from '../../seed/contents.ts';
import type { Commit } from '../../seed/history.ts';
import { paginate } from '../pagination.ts';
import type { Place } from '../representations/commit.ts';
import { escapePath, link } from '../representations/link.ts';
import type { ApiCall, ApiRoute } from '../route.ts';
import { isWantedPath, requireSpec } from '../revisions.ts';
import { redirectToSpec } from './pull-requests.ts';

function showDiffstat(call: ApiCall, place: Place, commit: Commit) {
  const { workspace, repository } = place;
  const base = [call.apiBaseUrl, 'repositories', workspace.slug, repository.slug, 'src'];
  const side = (hash: string | undefined, path: string) =>
    hash === undefined
      ? null
      : {
          path,
          escaped_path: escapePath(path),
          type: 'commit_file',
          links: { self: link(...base, hash, ...path.split('/')) },
        };
  const isWanted = isWantedPath(call);
  const changes = changesOf(repository, commit).filter(({ path }) => isWanted(path));
  return paginate(call, changes, (change: Change) => ({
    type: 'diffstat',
    status: change.status,
    lines_added: change.added.length,
    lines_removed: change.removed.length,
    old: change.status === 'added' ? null : side(commit.parent, change.path),
    new: change.status === 'removed' ? null : side(commit.hash, change.path),
  }));
}

export const diffstatRoutes: readonly ApiRoute[] = [
  {
    path: '/repositories/:workspace/:repository/diffstat/*spec',
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireSpec(call);
      return showDiffstat(call, place, commit);
    },
  },
  redirectToSpec('diffstat'),
];
