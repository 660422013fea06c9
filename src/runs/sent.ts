/** What a run has sent, in order: the latest of each step, and a few before. */
import type { Draft } from './draft.ts';

export interface SentDraft extends Draft {
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** How many exchanges there had been: those that follow are its own. Absent in runs of older releases. */
  readonly after?: number;
}

/** Beside the latest of each step: what was wrong on purpose, once it is mended. */
const MOST_EARLIER = 8;

export function remember(sent: readonly SentDraft[], draft: SentDraft): SentDraft[] {
  const all = [...sent, draft];
  const isLatest = (one: SentDraft) => one === latestSent(all, one.step);
  const earlier = new Set(all.filter((one) => !isLatest(one)).slice(-MOST_EARLIER));
  return all.filter((one) => isLatest(one) || earlier.has(one));
}

/** The latest of a step. */
export function latestSent(sent: readonly SentDraft[], step: string): SentDraft | undefined {
  return sent.findLast((one) => one.step === step);
}
