/** A field that had to say the same as one of an earlier request, and does not: both, with what differs marked. */
import type { Run } from '../../runs/run.ts';
import { sentValue } from '../../runs/run.ts';
import { ROLES } from '../roles.ts';
import type { RepeatedView } from './failure-view.ts';

/** The token request repeats the redirection URI of the authorization request. RFC 6749 §4.1.3 */
const REPEATED = { name: 'redirect_uri', first: 'A', second: 'D' } as const;

export function showRepeated(run: Run): RepeatedView | undefined {
  const { name, first, second } = REPEATED;
  if (run.failedStep !== second) return undefined;
  const [asked, repeated] = [sentValue(run, first, name), sentValue(run, second, name)];
  if (asked === undefined || asked === repeated) return undefined;
  const [before, after] = markDifference(asked, repeated ?? '');
  return {
    name,
    sides: [
      { letter: first, role: ROLES.client, value: before },
      { letter: second, role: ROLES.client, value: repeated === undefined ? [] : after },
    ],
  };
}

type Marked = RepeatedView['sides'][number]['value'];

/** What stands between the beginning and the end that both share. */
export function markDifference(one: string, other: string): readonly [Marked, Marked] {
  const [a, b] = [Array.from(one), Array.from(other)];
  const start = countSame(a, b);
  const end = countSame(a.slice(start).toReversed(), b.slice(start).toReversed());
  const mark = (all: readonly string[]): Marked =>
    [
      { text: all.slice(0, start).join(''), differs: false },
      { text: all.slice(start, all.length - end).join(''), differs: true },
      { text: all.slice(all.length - end).join(''), differs: false },
    ].filter(({ text }) => text !== '');
  return [mark(a), mark(b)];
}

function countSame(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((character, index) => character !== other[index]);
  return end === -1 ? one.length : end;
}
