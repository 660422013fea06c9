/** Where the texts of a failure stand in what was pasted, and whether they say enough to go by. */
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
}

export type Patterns = readonly Pattern[];

/** So many words are no coincidence, whoever’s log they stand in. */
const TELLING_WORDS = 4;
/** Little else was pasted: somebody has asked for this text. */
const MOST_OF_IT = 0.6;

export function compileTexts({ texts }: Failure): Patterns {
  return texts.map((text) => {
    const words = wordsOf(text.text);
    return { text, pattern: compileText(text.text), words, letters: words.join('').length };
  });
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
  return patterns.flatMap((one) => {
    const match = one.pattern.exec(paste.normal.text);
    if (!match || !isTelling(one, match[0], paste, hasCode)) return [];
    const { text, letters } = one;
    return [{ text, letters, from: match.index, to: match.index + match[0].length }];
  });
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
