/** Commits of a repository. Contract §4.2. */
import { changesOf } from '../../seed/contents.ts';
import { type Commit, commitsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginateOpaquely } from '../pagination.ts';
import { type Place, showCommit, showListedCommit } from '../representations/commit.ts';
import { isWantedPath, positionOf, requireCommit } from '../revisions.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

const PATH = '/repositories/:workspace/:repository';

/** Reachable from one that is included, from none that is excluded, and where a path was changed. */
function selectCommits({ query }: ApiCall, { repository }: Place, revisions: readonly string[]) {
  const commits = commitsOf(repository);
  const positions = (names: readonly string[]) => names.map((name) => positionOf(repository, name));
  const named = (name: string) => query.getAll(name).filter((revision) => revision !== '');
  const included = [...revisions, ...named('include')];
  const start = included.length === 0 ? 0 : Math.min(...positions(included));
  return commits.slice(start, Math.min(commits.length, ...positions(named('exclude'))));
}

function showCommits(call: ApiCall, ...revisions: readonly string[]) {
  const place = requireRepository(call);
  const isWanted = isWantedPath(call);
  const touchesPath = (commit: Commit) =>
    changesOf(place.repository, commit).some(({ path }) => isWanted(path));
  const commits = selectCommits(call, place, revisions);
  const found = call.query.has('path') ? commits.filter(touchesPath) : commits;
  return paginateOpaquely(call, found, (commit) => showListedCommit(call, place, commit));
}

/** A revision may have slashes in it, as the links of Bitbucket have them. */
export const historyRoutes: readonly ApiRoute[] = [
  {
    path: `${PATH}/commits`,
    scopes: ['repository'],
    answer: (call) => showCommits(call),
  },
  {
    path: `${PATH}/commits/*revision`,
    scopes: ['repository'],
    answer: (call) => showCommits(call, call.segment('revision')),
  },
];

/** After everything that lies below a commit: the revision would take it for a part of itself. */
export const commitRoute: ApiRoute = {
  path: `${PATH}/commit/*revision`,
  scopes: ['repository'],
  answer(call) {
    const { place, commit } = requireCommit(call, call.segment('revision'));
    return showCommit(call, place, commit);
  },
};
