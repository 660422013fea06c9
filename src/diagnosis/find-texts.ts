/** Where the texts of a failure stand in what was pasted, and whether they say enough to go by. */
import { STATUS_CODES } from 'node:http';
import type { Failure, FailureText } from '../failures/failure.ts';
import { compileText } from '../failures/pattern.ts';
import type { Paste } from './read-paste.ts';

export interface FoundText {
  readonly text: FailureText;
  readonly from: number;
  readonly to: number;
  /** Letters and digits of it that do not vary. */
  readonly letters: number;
}

interface Pattern {
  readonly text: FailureText;
  readonly pattern: RegExp;
  readonly words: readonly string[];
  readonly letters: number;
  /** Quickly told of most texts that do not. */
  readonly mayFit: (lower: string) => boolean;
}

export type Patterns = readonly Pattern[];

/** So many words are no coincidence, whoever’s log they stand in. */
const TELLING_WORDS = 4;
/** Little else was pasted: somebody has asked for this text. */
export const MOST_OF_IT = 0.6;

export function compileTexts({ texts }: Failure): Patterns {
  return texts.map((text) => {
    const words = wordsOf(text.text);
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one), '');
    return {
      text,
      words,
      pattern: isPhrase(text.text)
        ? notAfterStatus(compileText(text.text))
        : compileText(text.text),
      letters: words.join('').length,
      mayFit: (lower) => lower.includes(longest),
    };
  });
}

/** “Bad Request” says no more than the 400 before it. */
function isPhrase(text: string): boolean {
  return Object.values(STATUS_CODES).some((one) => one?.toLowerCase() === text.toLowerCase());
}

function notAfterStatus({ source, flags }: RegExp): RegExp {
  return new RegExp(String.raw`(?<!\d{3}:? )${source}`, flags);
}

/** The words of a text that do not vary, in lower case. */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/\{[^{}]+\}/g, ' ')
      .toLowerCase()
      .match(/[\p{L}\d_]+/gu) ?? []
  );
}

/** @param hasCode The code that comes with the failure stands there, too. */
export function findTexts(patterns: Patterns, paste: Paste, hasCode: boolean): FoundText[] {
  const found = patterns.flatMap((one) => {
    const match = one.mayFit(paste.lower) ? one.pattern.exec(paste.normal.text) : null;
    if (!match) return [];
    const [said] = match;
    const place = { from: match.index, to: match.index + said.length };
    const isTold = isTelling(one, said, paste, hasCode);
    return [{ text: one.text, letters: one.letters, ...place, isTold }];
  });
  // One that says enough is enough: the others stand beside it.
  if (!found.some(({ isTold }) => isTold)) return [];
  // A short form of a text is found within its long form: that says nothing more.
  const isWithin = (one: FoundText, other: FoundText) =>
    other !== one && other.from <= one.from && other.to >= one.to && other.letters > one.letters;
  return found.filter((one) => !found.some((other) => isWithin(one, other)));
}

function isTelling(
  { text, words }: Pattern,
  found: string,
  paste: Paste,
  hasCode: boolean,
): boolean {
  if (paste.isOfBitbucket || found.length >= MOST_OF_IT * paste.normal.text.length) return true;
  const isOfClient = text.by !== undefined && text.by !== 'this app'; // who says it to everybody
  if (isOfClient || paste.isOfOthers) return false;
  return words.length >= TELLING_WORDS || hasCode;
}
