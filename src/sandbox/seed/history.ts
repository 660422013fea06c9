/** What happened in a repository: commits, branches, tags, pull requests; made from its name. */
import { stableCommitHash } from './identifiers.ts';
import { memoizeByObject } from './memoize-by-object.ts';
import type { Repository } from './repositories.ts';

export interface Commit {
  hash: string;
  message: string;
  date: string;
  /** A username. */
  author: string;
  parent: string | undefined;
}

export interface Branch {
  name: string;
  head: Commit;
}

export interface Tag extends Branch {
  message: string;
}

export type PullRequestState = 'OPEN' | 'MERGED' | 'DECLINED' | 'SUPERSEDED';

export interface PullRequest {
  id: number;
  title: string;
  state: PullRequestState;
  author: string;
  source: Branch;
  destination: Branch;
  createdOn: string;
  updatedOn: string;
  commentCount: number;
}

const MESSAGES = [
  'Start from the drawings of last winter',
  'Read the input one card at a time',
  'Oil the bearings before every run',
  'Stop when the cards run out, not one later',
  'Explain the order of operations',
  'Check the result against the printed tables',
  'Count in one place only',
  'Carry before adding, as the drawing shows',
  'Take the unused wheel out',
  'Name the columns after what they hold',
  'Ring once, not twice, when a run ends',
  'Test with the numbers of Note G',
  'Make the error message say which card',
];

const DAY = 86_400_000;

/** The newest first. Between 12 and 35 of them, or none in a new repository. */
export const commitsOf = memoizeByObject((repository: Repository): readonly Commit[] => {
  if (repository.createdBy !== undefined) return []; // nobody has pushed to it
  const size = seedNumber(repository);
  const count = 12 + (size % 24);
  const newest = Date.parse(repository.updatedOn);
  return Array.from({ length: count }, (_, index) => ({
    hash: hashAt(repository, index),
    message: `${MESSAGES[(size + index * 5) % MESSAGES.length] ?? ''}\n`,
    date: toTimestamp(newest - index * 2.3 * DAY),
    author: authorAt(repository, index),
    parent: index + 1 < count ? hashAt(repository, index + 1) : undefined,
  }));
});

/** The main one first. */
export const branchesOf = memoizeByObject((repository: Repository): readonly Branch[] => {
  const commits = commitsOf(repository);
  return [repository.mainBranch, ...repository.otherBranches].flatMap((name, index) => {
    const head = commits[index];
    return head ? [{ name, head }] : [];
  });
});

/** The newest first: one for every tenth commit. */
export const tagsOf = memoizeByObject((repository: Repository): readonly Tag[] => {
  const tagged = commitsOf(repository).filter((_, index) => index % 10 === 9);
  return tagged.map((head, index) => {
    const name = `v1.${tagged.length - 1 - index}`;
    return { name, head, message: `Release ${name}\n` };
  });
});

const STATES: readonly PullRequestState[] = ['OPEN', 'MERGED', 'OPEN', 'DECLINED', 'MERGED'];

/** The newest first; one for each branch beside the main one, and a few of long ago. */
export const pullRequestsOf = memoizeByObject((repository: Repository): readonly PullRequest[] => {
  const [destination, ...others] = branchesOf(repository);
  const count = seedNumber(repository) % 6;
  return Array.from({ length: count }, (_, index) => count - index).flatMap((id) => {
    const source = others[id % Math.max(others.length, 1)];
    if (!destination || !source) return [];
    const updated = Date.parse(repository.updatedOn) - (count - id) * 9 * DAY;
    return [
      {
        id,
        title: (MESSAGES[(seedNumber(repository) + id * 3) % MESSAGES.length] ?? '').trim(),
        state: STATES[id % STATES.length] ?? 'OPEN',
        author: authorAt(repository, id),
        source,
        destination,
        createdOn: toTimestamp(updated - 3 * DAY),
        updatedOn: toTimestamp(updated),
        commentCount: id % 4,
      },
    ];
  });
});

export function seedNumber({ workspace, slug }: Repository): number {
  return Number.parseInt(stableCommitHash(`size ${workspace}/${slug}`).slice(0, 6), 16);
}

function hashAt({ workspace, slug }: Repository, index: number): string {
  return stableCommitHash(`commit ${workspace}/${slug} ${index}`);
}

const AUTHORS: Readonly<Record<string, readonly string[]>> = {
  'analytical-engines': ['ada', 'ada', 'bruno'],
  'paper-lanterns': ['bruno'],
  'second-key': ['tove'],
};

/** Usernames; who writes more stands there more often. */
export function authorsIn(workspace: string): readonly string[] {
  return AUTHORS[workspace] ?? [];
}

function authorAt({ workspace }: Repository, index: number): string {
  const authors = authorsIn(workspace);
  return authors[index % Math.max(authors.length, 1)] ?? '';
}

export function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, '+00:00');
}
