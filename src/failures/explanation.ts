/** What a person is told of an error: what happened, and what to do. */
import type { FailureSlug } from './index.ts';
import { chooseFailure, findNearest } from './choose-failure.ts';
import type { Occurrence } from './choose-failure.ts';

export interface Explanation {
  readonly status: number;
  readonly title: string;
  readonly explanation: string;
  readonly whatToDo: string;
  /** The RFC's word, untouched. */
  readonly code?: string;
  /** Text from the other side: to be shown as theirs. */
  readonly theirWords?: string;
  /** What the button says that starts the run anew: `Try again` where nothing else fits better. */
  readonly action?: string;
  /** Its entry in the catalogue. Absent in runs of older releases, and where there is none. */
  readonly failure?: FailureSlug;
  /** The other side's error is not in the catalogue: the entries that come nearest. */
  readonly nearest?: readonly FailureSlug[];
}

/** What the catalogue says to somebody who has met it: its entry and its steps, or what comes nearest. */
export function lookUp(
  occurrence: Occurrence,
): Pick<Explanation, 'whatToDo' | 'failure' | 'nearest'> {
  const failure = chooseFailure(occurrence);
  if (failure) return { whatToDo: failure.fix.join(' '), failure: failure.slug };
  return {
    whatToDo: 'Compare what was sent with what the grant needs.',
    nearest: findNearest(occurrence).map(({ slug }) => slug),
  };
}
