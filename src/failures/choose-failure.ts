/** Which entry of the catalogue it is: where it happened, its text, its code, and what had been sent, together. */
import type { KnownFailure } from './index.ts';
import { failures } from './index.ts';
import type { SentMark, Where } from './failure.ts';
import { compileText } from './pattern.ts';

/** What is known of it at the moment. */
export interface Occurrence {
  readonly where: readonly Where[];
  /** `error` of RFC 6749 §4.1.2.1, §5.2. */
  readonly code?: string | undefined;
  /** In the words of the other side. */
  readonly text?: string | undefined;
  readonly status?: number | undefined;
  readonly grantType?: string | undefined;
  readonly sent?: Sent | undefined;
}

export interface Sent {
  /** Headers, parameters and form fields, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** The names of those that the visitor has changed. */
  readonly changed: readonly string[];
  /** Absent: it was not sent. */
  readonly to?: 'token-endpoint' | 'api';
}

interface Pattern {
  readonly failure: KnownFailure;
  readonly weight: number;
  readonly pattern: RegExp;
}

let made: readonly Pattern[] | undefined;

/** Made when they are needed for the first time: a start does not wait for a hundred of them. */
function patterns(): readonly Pattern[] {
  made ??= failures.flatMap((failure) =>
    failure.texts.map(({ text }) => ({
      failure,
      weight: weightOf(text),
      pattern: compileText(text),
    })),
  );
  return made;
}

/** @returns `undefined`: it is not known here. */
export function chooseFailure(occurrence: Occurrence): KnownFailure | undefined {
  const possible = failures.filter((one) => isPossible(one, occurrence));
  const byText = mostAlike(possible, occurrence.text);
  if (byText.length > 0) return best(byText, occurrence);
  if ((occurrence.status ?? 0) >= 500) return possible.find(({ slug }) => slug === 'server-error');
  const { code } = occurrence;
  const byCode = possible.filter(({ codes = [] }) => code !== undefined && codes.includes(code));
  // Words that are not known may mean anything that has this code.
  if (occurrence.text !== undefined && byCode.length > 1) return undefined;
  return clearlyBest(byCode, occurrence);
}

const MOST_NEAR = 3;

/** For what is not known: those of the same place with the same code, and of the same request. */
export function findNearest(occurrence: Occurrence): readonly KnownFailure[] {
  const { code, status } = occurrence;
  const likenessOf = (failure: KnownFailure) =>
    (code !== undefined && failure.codes?.includes(code) ? 4 : 0) +
    (status !== undefined && failure.statuses?.includes(status) ? 4 : 0) +
    scoreOf(failure, occurrence);
  return failures
    .filter((one) => isPossible(one, occurrence))
    .map((failure) => ({ failure, likeness: likenessOf(failure) }))
    .filter(({ likeness }) => likeness >= 4)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_NEAR)
    .map(({ failure }) => failure);
}

function isPossible({ where, alsoAt = [], grantTypes }: KnownFailure, at: Occurrence): boolean {
  const isThere = at.where.some((place) => place === where || alsoAt.includes(place));
  const { grantType } = at;
  const isOfGrant =
    grantTypes === undefined || grantType === undefined || grantTypes.includes(grantType);
  return isThere && isOfGrant;
}

/** Those with the longest text that is found: “Unsupported grant type: password” before any grant type. */
function mostAlike(possible: readonly KnownFailure[], text = ''): readonly KnownFailure[] {
  const found = patterns().filter(
    ({ failure, pattern }) => possible.includes(failure) && pattern.test(text),
  );
  const longest = Math.max(...found.map(({ weight }) => weight));
  return found.filter(({ weight }) => weight === longest).map(({ failure }) => failure);
}

function weightOf(text: string): number {
  return text.replaceAll(/\{[^{}]+\}/g, '').length;
}

/** The first of the best: the catalogue has the usual one first. */
function best(candidates: readonly KnownFailure[], at: Occurrence): KnownFailure | undefined {
  return candidates.toSorted((a, b) => scoreOf(b, at) - scoreOf(a, at))[0];
}

function clearlyBest(candidates: readonly KnownFailure[], at: Occurrence) {
  const [first, second] = candidates.toSorted((a, b) => scoreOf(b, at) - scoreOf(a, at));
  const isClear = first && (!second || scoreOf(first, at) > scoreOf(second, at));
  return isClear ? first : undefined;
}

/** What was sent says more than the grant, and that more than the place. */
function scoreOf({ where, grantTypes, sent }: KnownFailure, at: Occurrence): number {
  const ofPlace = at.where.includes(where) ? 1 : 0;
  const ofGrant = at.grantType !== undefined && grantTypes?.includes(at.grantType) ? 2 : 0;
  if (sent === undefined) return ofPlace + ofGrant;
  const isAsSent = Object.entries(sent).every(([name, mark]) => isMarked(name, mark, at.sent));
  // Something else in its place is one way to it; a value that it needs is the only one.
  const otherwise = Object.values(sent).includes('changed') ? 0 : -2;
  return ofPlace + ofGrant + (isAsSent ? 4 : otherwise);
}

function isMarked(name: string, mark: SentMark, sent: Sent | undefined): boolean {
  if (!sent) return false;
  if (mark === 'changed') return sent.changed.includes(name);
  const value = sent.values.get(name);
  return mark === 'absent' ? value === undefined : value !== undefined && mark.test(value);
}
