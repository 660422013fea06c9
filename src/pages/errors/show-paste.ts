/** What came of a pasted text, ready to print: what it says, marked where it stands, and the failure or the nearest ones. */
import type { Diagnosis } from '../../diagnosis/match-failures.ts';
import type { Found, Paste } from '../../diagnosis/read-paste.ts';
import type { Evidence } from '../../diagnosis/score-failures.ts';
import { joinParts } from '../../wire/redaction.ts';
import { showKnownFailure, showLine } from './show-known-failure.ts';
import type { FailureLine, FailureView } from './show-known-failure.ts';
import type { Stages } from './ways-to-see.ts';
import { sayWhatCame } from './what-came.ts';
import type { Saying } from './what-came.ts';

export interface PastePart {
  readonly text: string;
  readonly look: 'plain' | 'masked' | 'hit';
}

export interface PasteView {
  readonly kind: Diagnosis['kind'];
  readonly pasted: readonly PastePart[];
  /** For the field of the form: secrets masked. */
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly failure?: FailureView;
  /** What else it may be. */
  readonly nearest: readonly NearView[];
  readonly sayings: readonly Saying[];
}

interface Hit {
  readonly text: string;
  readonly reason: string;
}

interface NearView extends FailureLine {
  readonly fits: string;
  readonly misfits: string;
}

export function showPaste(paste: Paste, verdict: Diagnosis, stages: Stages): PasteView {
  const text = joinParts(paste.parts);
  const { kind } = verdict;
  if (kind !== 'one') {
    const nearest = verdict.nearest.map((evidence) => showNear(evidence, paste));
    const pasted = showParts(paste, []);
    return { kind, pasted, text, hits: [], nearest, sayings: sayWhatCame(paste) };
  }
  const { evidence, others } = verdict;
  const found = [...evidence.texts, ...evidence.codes, ...evidence.statuses];
  return {
    kind,
    text,
    pasted: showParts(paste, found),
    hits: showHits(evidence, paste),
    failure: showKnownFailure(evidence.failure, stages),
    nearest: others.map((other) => showNear(other, paste)),
    sayings: [],
  };
}

type Place = Pick<Found, 'from' | 'to'>;

/** In the text as it was pasted: the normal form knows where its characters come from. */
function originOf({ normal }: Paste, { from, to }: Place): Place {
  const last = normal.origins[to - 1] ?? 0;
  const end = normal.origins[to] ?? last + 1;
  // What was unwrapped to one character may have been many; white space behind it does not belong to it.
  return { from: normal.origins[from] ?? 0, to: Math.max(last + 1, Math.min(end, last + 12)) };
}

function showParts(paste: Paste, found: readonly Place[]): PastePart[] {
  const hits = found
    .map((one) => originOf(paste, one))
    .toSorted((one, other) => one.from - other.from);
  const isHit = (at: number) => hits.some(({ from, to }) => at >= from && at < to);
  const parts: { text: string; look: PastePart['look'] }[] = [];
  let at = 0;
  for (const { text, isMasked } of paste.parts) {
    for (const character of text) {
      const look = isMasked ? 'masked' : isHit(at) ? 'hit' : 'plain';
      const last = parts.at(-1);
      if (last?.look === look) last.text += character;
      else parts.push({ text: character, look });
      at += character.length;
    }
  }
  return parts;
}

function showHits({ texts, codes, statuses }: Evidence, { normal }: Paste): Hit[] {
  const say = (found: readonly Place[], reason: string) =>
    found.map(({ from, to }) => ({ text: normal.text.slice(from, to), reason }));
  const hits = [
    ...say(texts, 'this text'),
    ...say(codes, 'the code that comes with it'),
    ...say(statuses, 'the status that comes with it'),
  ];
  return hits.filter(({ text }, index) => hits.findIndex((one) => one.text === text) === index);
}

function showNear(evidence: Evidence, paste: Paste): NearView {
  const { failure, texts, codes, statuses, isPlace, named, isAlike } = evidence;
  const { codes: itsCodes = [], statuses: itsStatuses = [] } = failure;
  const looks: (readonly [name: string, fits: boolean, isAsked: boolean])[] = [
    ['text', texts.length > 0, true],
    ['some words', texts.length === 0 && isAlike, false],
    [`code ${codes[0]?.value ?? ''}`.trim(), codes.length > 0, hasBoth(itsCodes, paste.codes)],
    [
      `status ${statuses[0]?.value ?? ''}`.trim(),
      statuses.length > 0,
      hasBoth(itsStatuses, paste.statuses),
    ],
    ['place', isPlace, paste.places.length > 0],
    [`field ${named[0] ?? ''}`.trim(), named.length > 0, false],
  ];
  const list = (wanted: boolean) =>
    looks
      .filter(([, fits, isAsked]) => fits === wanted && (fits || isAsked))
      .map(([name]) => name)
      .join(', ');
  return { ...showLine(failure), fits: list(true), misfits: list(false) };
}

function hasBoth(own: readonly unknown[], found: readonly unknown[]): boolean {
  return own.length > 0 && found.length > 0;
}
