/** Who looked at a pull request and what they said; made from its repository and number. */
import { changesOf } from './contents.ts';
import { type PullRequest, authorsIn, seedNumber, toTimestamp } from './history.ts';
import type { Repository } from './repositories.ts';

/** A username. Whoever else works in the workspace: nobody reviews their own. */
export function reviewersOf({ workspace }: Repository, { author }: PullRequest): string[] {
  return [...new Set(authorsIn(workspace))].filter((username) => username !== author);
}

export type Verdict = 'approved' | 'changes_requested' | undefined;

/** What merged was approved, what was declined was not, and of the rest nothing was said yet. */
export function verdictOn({ state }: PullRequest): Verdict {
  if (state === 'MERGED') return 'approved';
  return state === 'DECLINED' ? 'changes_requested' : undefined;
}

export interface Comment {
  id: number;
  text: string;
  /** A username. */
  author: string;
  createdOn: string;
  /** A line of the new side of a file. */
  inline?: { path: string; line: number };
  /** The comment that it answers. */
  parent?: number;
}

const TEXTS = [
  'Have you turned the handle *twice*?',
  'This line reads well now.',
  'I have, and it rang both times.',
];
const HOUR = 3_600_000;

/** The oldest first: one on the whole, one on a line, one in answer to the first. */
export function commentsOf(repository: Repository, request: PullRequest): Comment[] {
  const [reviewer = request.author] = reviewersOf(repository, request);
  const first = seedNumber(repository) * 100 + request.id * 10;
  const changed = changesOf(repository, request.source.head).find(({ added }) => added.length > 0);
  return TEXTS.slice(0, request.commentCount).map((text, index) => ({
    id: first + index,
    text,
    author: index === 2 ? request.author : reviewer,
    createdOn: toTimestamp(Date.parse(request.createdOn) + (index + 1) * HOUR),
    ...(index === 1 && changed && { inline: { path: changed.path, line: 1 } }),
    ...(index === 2 && { parent: first }),
  }));
}
