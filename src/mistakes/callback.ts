/** What comes back to the redirection URI where it should not: the recorded answer, read once more. RFC 6749 §10.12 */
import { inBothEras } from './mistake.ts';
import type { Mistake } from './mistake.ts';

export const callbackMistakes: readonly Mistake[] = [
  {
    id: 'state-changed',
    step: 'C',
    name: 'A state that was changed',
    brings: inBothEras('state-unknown'),
    replay: { field: 'state', note: 'its last letter is another', state: 'changed' },
  },
  {
    id: 'state-of-another-browser',
    step: 'C',
    name: 'The state of another browser',
    brings: inBothEras('state-unknown'),
    replay: { field: 'state', note: 'given to another browser', state: 'of another browser' },
  },
  {
    id: 'same-answer-again',
    step: 'C',
    name: 'The same answer again',
    brings: inBothEras('state-used'),
    replay: { field: 'state', note: 'used already', state: 'the same' },
  },
];
