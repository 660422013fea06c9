/** `/rotation`, ready to print: what can be chosen, what came of it, and what is known of live Bitbucket. */
import { SETTINGS } from '../../rotation/choice.ts';
import type { Choice } from '../../rotation/choice.ts';
import type { Rehearsal } from '../../rotation/rehearsal.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { StatementView } from '../show-statement.ts';
import { showLock } from './show-lock.ts';
import type { Code, LockView } from './show-lock.ts';
import { showFamily } from './show-family.ts';
import type { TokenView } from './show-family.ts';
import { showOutcome } from './show-outcome.ts';
import type { OutcomeView } from './show-outcome.ts';

export interface RotationView {
  readonly page: { readonly title: string; readonly description: string; readonly path: string };
  readonly settings: readonly SettingView[];
  readonly rehearsal?: { readonly outcome: OutcomeView; readonly family: TokenView };
  readonly lock?: LockView;
  readonly known: readonly StatementView[];
}

interface SettingView {
  readonly name: string;
  readonly asks: string;
  readonly answers: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint: string;
    readonly isChosen: boolean;
  }[];
}

const KNOWN = [
  'refresh-rotates',
  'refresh-grace',
  'refresh-reuse',
  'refresh-refused',
  'refresh-unused',
];

export function showRotation(
  choice: Choice,
  rehearsal: Rehearsal | undefined,
  code: Code,
): RotationView {
  const lock = showLock(code, choice);
  return {
    page: {
      title: 'Rehearsal of rotation',
      description:
        'Five workers refresh one Bitbucket token at once: who is signed out, why, and the lock that prevents it.',
      path: '/rotation',
    },
    settings: SETTINGS.map(({ name, asks, answers }) => ({
      name,
      asks,
      answers: answers.map((one) => ({ ...one, isChosen: one.value === choice[name] })),
    })),
    ...(rehearsal && {
      rehearsal: { outcome: showOutcome(rehearsal), family: showFamily(rehearsal) },
    }),
    ...(lock && { lock }),
    known: KNOWN.map(sayOfBitbucket),
  };
}
