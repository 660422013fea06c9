/** Which failure of the catalogue a pasted text is: one that fits, a few that may, or none. */
import type { KnownFailure } from '../failures/index.ts';
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
  readonly score: number;
}

export type Verdict =
  | { readonly kind: 'one'; readonly evidence: Evidence; readonly others: readonly Evidence[] }
  /** Which of them it is cannot be told from the text. */
  | { readonly kind: 'several'; readonly nearest: readonly Evidence[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Evidence[] };

const NEAREST = 3;
/** Status and place, or code and status: worth a look where the text is Bitbucket’s. */
const WORTH_A_LOOK = 8;
/** Half of the words of a text: near enough to be named beside “not known here”. */
const ALIKE = 0.5;

export type Match = (paste: Paste) => Verdict;

export function createMatch(failures: readonly KnownFailure[]): Match {
  let compiled: readonly (readonly [KnownFailure, Patterns])[] | undefined;
  return (paste) => {
    compiled ??= failures.map((failure) => [failure, compileTexts(failure)]);
    const all = compiled.map(([failure, patterns]) => weigh(failure, patterns, paste));
    return judge(all, paste);
  };
}

function judge(all: readonly Evidence[], paste: Paste): Verdict {
  const byScore = all.toSorted((one, other) => other.score - one.score);
  const named = byScore.filter(({ texts }) => texts.length > 0);
  const [first, second] = named;
  if (first && (!second || first.score > second.score)) {
    return { kind: 'one', evidence: first, others: named.slice(1, NEAREST) };
  }
  if (first) return { kind: 'several', nearest: named.slice(0, NEAREST) };
  const worth = byScore.filter(({ score }) => paste.isOfBitbucket && score >= WORTH_A_LOOK);
  if (worth.length > 0) return { kind: 'several', nearest: worth.slice(0, NEAREST) };
  const alike = byScore
    .filter(({ likeness }) => likeness >= ALIKE)
    .toSorted((one, other) => nearness(other) - nearness(one));
  return { kind: 'unknown', nearest: alike.slice(0, NEAREST) };
}

function nearness({ score, likeness }: Evidence): number {
  return score + 10 * likeness;
}

function weigh(failure: KnownFailure, patterns: Patterns, paste: Paste): Evidence {
  const { codes: itsCodes = [], statuses: itsStatuses = [] } = failure;
  const { normal } = paste;
  const codes = paste.codes.filter(({ value }) => itsCodes.includes(value));
  const statuses = paste.statuses.filter(({ value }) => itsStatuses.includes(Number(value)));
  const texts = findTexts(patterns, paste, codes.length > 0);
  const places = [failure.where, ...(failure.alsoAt ?? [])];
  const isPlace = places.some((where) => paste.places.includes(where));
  const named = [...(failure.fields ?? []), ...(failure.grantTypes ?? [])].filter((name) =>
    names(normal.text, name),
  );
  const said = new Set(wordsOf(normal.text));
  const score =
    weighTexts(texts, failure) +
    agree(codes, paste.codes, itsCodes.length > 0) * 6 +
    agree(statuses, paste.statuses, itsStatuses.length > 0) * 4 +
    (isPlace ? 4 : 0) +
    Math.min(named.length, 2) * 2;
  return {
    failure,
    texts,
    codes,
    statuses,
    isPlace,
    named,
    likeness: likenessOf(patterns, said),
    score,
  };
}

/** What nobody has recorded steps back behind what somebody has, and what is of one era behind what is of both. */
function weighTexts(texts: readonly FoundText[], { eras }: KnownFailure): number {
  if (texts.length === 0) return 0;
  const letters = texts.reduce((sum, text) => sum + text.letters, 0);
  const isAssumed = texts.every(({ text }) => text.isAssumed === true);
  return letters - (isAssumed ? 3 : 0) - (eras.length === 1 ? 1 : 0);
}

/** @returns 1 where what was found is of this failure, -1 where only something else was. */
function agree(own: readonly Found[], all: readonly Found[], hasOwn: boolean): number {
  if (own.length > 0) return 1;
  return all.length > 0 && hasOwn ? -1 : 0;
}

/** As the name of a field, a header or a grant type: `grant_type=refresh_token`, `"scope":`. */
function names(text: string, name: string): boolean {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  return at >= 0 && name.length > 3;
}

function likenessOf(patterns: Patterns, said: ReadonlySet<string>): number {
  const shares = patterns
    .filter(({ words }) => words.length > 1)
    .map(({ words }) => words.filter((word) => said.has(word)).length / words.length);
  return Math.max(0, ...shares);
}
