/** A message that failed: what was wrong on purpose first, then the verdict; what was sent and answered below, folded. */
import type { Run } from '../../runs/run.ts';
import { addressOf } from './address-of.ts';
import type { FailurePart } from './failure-view.ts';
import type { AsideView, MessagePart, RequestPart, StatusPart } from './message-view.ts';

/** @param parts The message, if it had not failed. */
export function arrangeFailed(
  failure: readonly FailurePart[],
  parts: readonly MessagePart[],
): readonly MessagePart[] {
  if (failure.length === 0) return parts;
  const mistakes = parts.filter(({ kind }) => kind === 'mistake');
  const requests = parts.filter(({ kind }) => kind === 'request');
  const isFolded = parts.some(isRecord);
  const others = parts.filter(
    ({ kind }) => kind !== 'mistake' && kind !== 'request' && !(isFolded && isAnswer(kind)),
  );
  const folded = requests.map((part) =>
    isRecord(part) ? { ...part, isFolded: true as const } : part,
  );
  return [...mistakes, ...failure, ...folded, ...others];
}

/** It was sent. */
function isRecord(part: MessagePart): part is RequestPart {
  return part.kind === 'request' && !part.isForm;
}

/** The verdict says both. */
function isAnswer(kind: MessagePart['kind']): boolean {
  return kind === 'status' || kind === 'lines';
}

/** The verdict has the words of the answer: its lines are in one place with the rest, for whoever asks. */
export function foldAsides(
  failure: readonly FailurePart[],
  parts: readonly MessagePart[],
  asides: readonly AsideView[],
): readonly AsideView[] {
  if (failure.length === 0 || !parts.some(isRecord)) return asides;
  const answer = parts.flatMap((part) => (part.kind === 'lines' ? part.lines : []));
  const lines = [...answer, ...asides.flatMap((aside) => aside.lines)];
  const departures = asides.flatMap((aside) => aside.departures);
  if (lines.length === 0) return asides;
  const summary = 'and what Bitbucket does about the lines';
  return [{ title: 'Answer and headers', summary, lines, departures }];
}

/** Where the wire or the code is looked at. */
export function linkToVerdict(failure: readonly FailurePart[], run: Run, letter: string) {
  return failure.map(({ title }): StatusPart => ({
    kind: 'status',
    tone: 'bad',
    title,
    more: [],
    link: { href: addressOf(run, letter, {}), text: 'Cause and fix' },
  }));
}
