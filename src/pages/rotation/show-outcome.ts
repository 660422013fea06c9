/** Who is signed out, and why: read from what was answered, and not from what was chosen. */
import { broughtBy } from '../../rotation/rehearsal.ts';
import type { Rehearsal, Use } from '../../rotation/rehearsal.ts';
import { readProse } from '../prose.ts';
import type { ProsePart } from '../prose.ts';

export interface OutcomeView {
  readonly isBad: boolean;
  /** One sentence. */
  readonly who: string;
  readonly why: readonly (readonly ProsePart[])[];
}

export function showOutcome(rehearsal: Rehearsal): OutcomeView {
  const out = rehearsal.uses.filter((use) => broughtBy(use) === undefined);
  const [who, why] = out.length > 0 ? describeSignedOut(rehearsal, out) : describeAllIn(rehearsal);
  return { isBad: out.length > 0, who, why: why.map(readProse) };
}

type Words = readonly [who: string, why: readonly string[]];

function describeAllIn({ uses, stored }: Rehearsal): Words {
  const [{ by } = { by: '' }, ...others] = uses;
  if (others.length === 0) {
    return [
      'Nobody is signed out.',
      [`One request was sent, by ${by}. The others read the store again, and found ${stored}.`],
    ];
  }
  return [
    'Nobody is signed out, this time.',
    [
      `R1 was taken ${uses.length} times within its grace, and each time it brought another refresh token. The store has ${stored}, which was written last; nobody has the others any more.`,
      'Do not count on it: whether Bitbucket has such a grace is [disputed](/bitbucket#refresh-grace).',
    ],
  ];
}

function describeSignedOut(rehearsal: Rehearsal, out: readonly Use[]): Words {
  const { uses, choice } = rehearsal;
  const isLocked = rehearsal.checks.length > 1;
  const who = `${nameAll(out)} ${out.length > 1 ? 'are' : 'is'} signed out`;
  const grace = choice.used === 'grace' ? ', and its ten minutes of grace were over' : '';
  const first = uses.find((use) => broughtBy(use) !== undefined)?.by ?? 'another';
  return [
    isLocked ? `${who}, and nobody can refresh for a while.` : `${who}.`,
    [
      `${out.length > 1 ? 'They' : 'It'} sent R1 after ${first} had used it${grace}: ${nameAnswers(out)}. A client that takes this for the end asks its person to sign in again.`,
      ...(isLocked ? describeClientLock(rehearsal) : describeStored(rehearsal)),
    ],
  ];
}

function describeStored({ stored }: Rehearsal): string[] {
  return [
    `There was no need: the store has ${stored}, which was tried afterwards and is good. Whoever reads the store again goes on.`,
  ];
}

function describeClientLock({ stored, checks }: Rehearsal): string[] {
  const [refused, taken] = checks;
  if (!refused || !taken || broughtBy(taken) === undefined) return [];
  const minutes = Math.round((taken.sentAt - refused.sentAt) / 60_000);
  return [
    `Then ${stored}, which is in the store and had never been used, was refused as well: the client is locked. ${minutes} minutes later it was taken: the family was not ended. Whoever deletes it now throws a good token away.`,
  ];
}

/** With the server's words, each once. */
function nameAnswers(out: readonly Use[]): string {
  const names = out.flatMap(({ answer }) =>
    'error' in answer ? [`\`${answer.status} ${answer.error}\`, “${answer.description}”`] : [],
  );
  return [...new Set(names)].join(' or ');
}

/** `Workers 2, 3 and 5` */
function nameAll(uses: readonly Use[]): string {
  const numbers = uses.map(({ by }) => by.replace('worker ', ''));
  const [last = ''] = numbers.slice(-1);
  return numbers.length === 1
    ? `Worker ${last}`
    : `Workers ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
