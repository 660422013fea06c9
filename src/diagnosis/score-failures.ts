/** How much of what was pasted speaks for each failure of the catalogue. */
import type { KnownFailure } from '../failures/index.ts';
import { RARE, signsOf } from './find-names.ts';
import type { NameSign } from './find-names.ts';
import { compileTexts, findTexts, wordsOf } from './find-texts.ts';
import type { FoundText, Patterns } from './find-texts.ts';
import type { Found, Paste } from './read-paste.ts';

export interface Evidence {
  readonly failure: KnownFailure;
  readonly texts: readonly FoundText[];
  readonly codes: readonly Found[];
  readonly statuses: readonly Found[];
  readonly isPlace: boolean;
  /** Fields and grant types of the request that are named, too. */
  readonly named: readonly string[];
  /** Of the words of its text that comes nearest, how many stand there: 0 to 1. */
  readonly likeness: number;
  /** Near enough to be named beside “not known here”. */
  readonly isAlike: boolean;
  readonly score: number;
}

/** Half of the words of a text. */
const ALIKE = 0.5;

/** A letter of a text weighs 1. */
const WEIGHTS = {
  code: 6,
  place: 4,
  status: 4,
  rareStatus: 8,
  /** Of failures with the same text, that which is called by it. */
  called: 3,
  /** Nobody has recorded the text. */
  assumed: -3,
  oneEra: -1,
};

interface Candidate {
  readonly failure: KnownFailure;
  readonly patterns: Patterns;
  readonly signs: readonly NameSign[];
}

export type Scorer = (paste: Paste) => Evidence[];

export function createScorer(failures: readonly KnownFailure[]): Scorer {
  const countOf = (has: (failure: KnownFailure) => boolean) => failures.filter(has).length;
  const candidates = failures.map((failure): Candidate => ({
    failure,
    patterns: compileTexts(failure),
    signs: signsOf(failure, failures),
  }));
  const weightOf = (status: number) => {
    const isRare = countOf(({ statuses }) => statuses?.includes(status) === true) <= RARE;
    return isRare ? WEIGHTS.rareStatus : WEIGHTS.status;
  };
  return (paste) => {
    const said = new Set(wordsOf(paste.normal.text));
    return candidates.map((candidate) => weigh(candidate, paste, said, weightOf));
  };
}

function weigh(
  { failure, patterns, signs }: Candidate,
  paste: Paste,
  said: ReadonlySet<string>,
  weightOf: (status: number) => number,
): Evidence {
  const { codes: itsCodes = [], statuses: itsStatuses = [] } = failure;
  const codes = paste.codes.filter(({ value }) => itsCodes.includes(value));
  const statuses = paste.statuses.filter(({ value }) => itsStatuses.includes(Number(value)));
  const texts = findTexts(patterns, paste, codes.length > 0);
  const places = [failure.where, ...(failure.alsoAt ?? [])];
  const isPlace = places.some((where) => paste.places.includes(where));
  const named = signs.filter(({ isIn }) => isIn(paste.normal.text));
  const score =
    weighTexts(texts, failure) +
    agree(codes, paste.codes, itsCodes) * WEIGHTS.code +
    agree(statuses, paste.statuses, itsStatuses) *
      Math.max(WEIGHTS.status, ...statuses.map(({ value }) => weightOf(Number(value)))) +
    (isPlace ? WEIGHTS.place : 0) +
    Math.max(0, ...named.map(({ weight }) => weight));
  const names = named.map(({ name }) => name);
  const likeness = likenessOf(patterns, said);
  const isAlike = likeness >= ALIKE;
  return { failure, texts, codes, statuses, isPlace, named: names, likeness, isAlike, score };
}

function weighTexts(texts: readonly FoundText[], { eras, title }: KnownFailure): number {
  if (texts.length === 0) return 0;
  const isCalled = texts.some(({ text }) => startOf(title) === startOf(text.text));
  return (
    texts.reduce((sum, { letters }) => sum + letters, 0) +
    (isCalled ? WEIGHTS.called : 0) +
    (texts.every(({ text }) => text.isAssumed) ? WEIGHTS.assumed : 0) +
    (eras.length === 1 ? WEIGHTS.oneEra : 0)
  );
}

/** Up to what varies in it: `Unknown scope:`. */
function startOf(text: string): string {
  return (text.split(/[{….]/)[0] ?? '').replace(/\W+$/, '').toLowerCase();
}

/** @returns 1 where what was found is of this failure, -1 where only something else was. */
function agree(own: readonly Found[], all: readonly Found[], its: readonly unknown[]): number {
  if (own.length > 0) return 1;
  return all.length > 0 && its.length > 0 ? -1 : 0;
}

function likenessOf(patterns: Patterns, said: ReadonlySet<string>): number {
  const shares = patterns
    .filter(({ words }) => words.length > 2)
    .map(({ words }) => words.filter((word) => said.has(word)).length / words.length);
  return Math.max(0, ...shares);
}
