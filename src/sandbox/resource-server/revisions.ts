/** The commits that a request names: by branch, tag, `HEAD` or hash, one by one or as a spec. Contract §4.2. */
import { ApiError } from '../errors.ts';
import { type Commit, branchesOf, commitsOf, tagsOf } from '../seed/history.ts';
import type { Repository } from '../seed/repositories.ts';
import { repositoryNotFound } from './api-errors.ts';
import { requireRepository } from './lookups.ts';
import type { Place } from './representations/commit.ts';
import type { ApiCall } from './route.ts';

/** @throws {ApiError} 404 */
export function requireCommit(
  call: ApiCall,
  revision: string,
  place: Place = requireRepository(call),
): { place: Place; commit: Commit } {
  const commit = commitsOf(place.repository)[positionOf(place.repository, revision)];
  if (!commit) throw commitNotFound(revision);
  return { place, commit };
}

/**
 * Where history, which is one line, passes a branch, a tag, or a commit named by at least seven digits.
 *
 * @throws {ApiError} 404
 */
export function positionOf(repository: Repository, revision: string): number {
  const [main, ...branches] = branchesOf(repository);
  const refs = [...(main ? [main, { ...main, name: 'HEAD' }] : []), ...branches];
  const ref = [...refs, ...tagsOf(repository)].find(({ name }) => name === revision);
  const wanted = ref?.head.hash ?? revision;
  const position = commitsOf(repository).findIndex(
    ({ hash }) => wanted.length >= 7 && hash.startsWith(wanted),
  );
  if (position === -1) throw commitNotFound(revision);
  return position;
}

/**
 * Bitbucket: one revision, or two with `..` between them, or as links of pull requests have it, the
 * repository of the first and then `%0D` between the two. The first is what is described.
 *
 * @throws {ApiError} 404
 */
export function requireSpec(call: ApiCall) {
  const place = requireRepository(call);
  const [, repository, spec = ''] = /^(?:([^:]+):)?(.*)$/s.exec(call.segment('spec')) ?? [];
  const { workspace, slug } = place.repository;
  if (repository !== undefined && repository !== `${workspace}/${slug}`) throw repositoryNotFound();
  const [first = '', ...others] = spec.split(/\.\.|\r/);
  for (const other of others) positionOf(place.repository, other);
  return requireCommit(call, first, place);
}

/** Bitbucket: `path` may come more than once; a directory stands for all below it. */
export function isWantedPath({ query }: ApiCall): (path: string) => boolean {
  const wanted = query.getAll('path').map((path) => path.replace(/^\/+|\/+$/g, ''));
  const isNarrowed = wanted.some((path) => path !== '');
  return (path) => !isNarrowed || wanted.some((one) => path === one || path.startsWith(`${one}/`));
}

function commitNotFound(revision: string): ApiError {
  return new ApiError(404, 'Commit not found', { data: { shas: [revision] } });
}
