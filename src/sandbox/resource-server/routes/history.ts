/** Commits of a repository. Contract §4.2. */
import { ApiError } from '../../errors.ts';
import { branchesOf, commitsOf, tagsOf } from '../../seed/history.ts';
import { requireRepository } from '../lookups.ts';
import { paginateOpaquely } from '../pagination.ts';
import { showCommit } from '../representations/commit.ts';
import type { ApiCall, ApiRoute } from '../route.ts';

/** From a branch, a tag, or a commit named by at least seven digits. @throws {ApiError} 404 */
export function commitsFrom(call: ApiCall, revision?: string) {
  const place = requireRepository(call);
  const commits = commitsOf(place.repository);
  const refs = [...branchesOf(place.repository), ...tagsOf(place.repository)];
  const wanted = refs.find(({ name }) => name === revision)?.head.hash ?? revision ?? '';
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

/** Bitbucket: one revision, or two with `..` between them; the first is what is described. */
export function requireSpec(call: ApiCall) {
  const [revision = ''] = call.segment('spec').split('..');
  return requireCommit(call, revision);
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
];
