/** What a person is told of an error: what happened, and what to do. */

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
}
