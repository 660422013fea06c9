/** What has come of a mistake: a failure of the run, or a page at the server from which nothing comes back. */
import { eraOf } from '../bitbucket/servers.ts';
import { findFailure } from '../failures/index.ts';
import type { KnownFailure } from '../failures/index.ts';
import type { Draft } from '../runs/draft.ts';
import { isUnanswered } from '../runs/run.ts';
import type { Run } from '../runs/run.ts';
import { findMistake } from './index.ts';
import type { Mending, Mistake } from './mistake.ts';

/** The request that was sent last, where a mistake was in it; or the form of a person that was sent on by it. */
export function mistakenDraft({ sent }: Run): Draft | undefined {
  const [last, before] = sent.slice(-2).toReversed();
  if (last?.mistake !== undefined) return last;
  return before?.endpoint === 'form' && before.mistake !== undefined ? before : undefined;
}

export function madeMistake(run: Run): Mistake | undefined {
  return findMistake(mistakenDraft(run)?.mistake);
}

/** What a mistake that was made on purpose must bring, where it runs. */
export function expectedFailure(run: Run): KnownFailure | undefined {
  const era = eraOf(run.server.id);
  return era && findFailure(madeMistake(run)?.brings[era] ?? '');
}

/** The browser was sent away, and the server has shown a page of its own. RFC 6749 §4.1.2.1 */
export function isStranded(run: Run): boolean {
  const failure = expectedFailure(run);
  const places = failure ? [failure.where, ...(failure.alsoAt ?? [])] : [];
  return isUnanswered(run) && places.includes('authorize-page');
}

/** It was made, and answered all the same. Whether a person brought what was expected is theirs to know. */
export function hasPassed(run: Run): boolean {
  const mistake = madeMistake(run);
  if (!mistake || mistake.step === 'B') return false;
  return expectedFailure(run) === undefined && !isUnanswered(run);
}

/** What its mending begins with; nothing where the same request would do, sent as it should have been. */
export function mendingNeeded(run: Run): Mending | undefined {
  const { mend, isCarriedOut } = madeMistake(run) ?? {};
  const era = eraOf(run.server.id);
  const ofEra = typeof mend === 'object' ? era && mend[era] : mend;
  const hasCode = mistakenDraft(run)?.fields.some(({ name }) => name === 'code');
  return ofEra ?? (isCarriedOut && hasCode ? 'new run' : undefined);
}

export function canBeMended(run: Run): boolean {
  const hasFailed = run.failure !== undefined || isStranded(run);
  return madeMistake(run) !== undefined && mendingNeeded(run) === undefined && hasFailed;
}
