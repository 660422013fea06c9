/** Commits and branches of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { branchesOf, commitsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginate, paginateOpaquely } from '../pagination.ts';
import { showBranch, showCommit } from '../representations/commit.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** From a branch, or from a commit named by at least seven digits. @throws {ApiError} 404 */
export function commitsFrom(call: ApiCall, revision?: string) {
  const place = requireRepository(call);
  const commits = commitsOf(place.repository);
  const branch = branchesOf(place.repository).find(({ name }) => name === revision);
  const wanted = branch?.head.hash ?? revision ?? '';
  const start = commits.findIndex(({ hash }) => wanted.length >= 7 && hash.startsWith(wanted));
  if (revision === undefined) return { place, commits };
  if (start === -1) throw new ApiError(404, 'Commit not found', { data: { shas: [revision] } });
  return { place, commits: commits.slice(start) };
}

/** @throws {ApiError} 404 */
export function requireCommit(call: ApiCall, revision: string) {
  const { place, commits } = commitsFrom(call, revision);
  const [commit] = commits;
  if (!commit) throw new ApiError(404, 'Commit not found', { data: { shas: [revision] } });
  return { place, commit };
}

function showCommits(call: ApiCall, revision?: string) {
  const { place, commits } = commitsFrom(call, revision);
  return paginateOpaquely(call, commits, (commit) => showCommit(call, place, commit));
}

export const historyRoutes: readonly ApiRoute[] = [
  {
    path: '/repositories/:workspace/:repository/commits',
    scopes: ['repository'],
    answer: (call) => showCommits(call),
  },
  {
    path: '/repositories/:workspace/:repository/commits/:revision',
    scopes: ['repository'],
    answer: (call) => showCommits(call, call.segment('revision')),
  },
  {
    path: '/repositories/:workspace/:repository/commit/:revision',
    scopes: ['repository'],
    answer(call) {
      const { place, commit } = requireCommit(call, call.segment('revision'));
      return showCommit(call, place, commit);
    },
  },
  {
    path: '/repositories/:workspace/:repository/refs/branches',
    scopes: ['repository'],
    answer(call) {
      const place = requireRepository(call);
      return paginate(call, branchesOf(place.repository), (branch) =>
        showBranch(call, place, branch),
      );
    },
  },
];
