/** Texts that are shortened, so that the last character says so and no half of a token is left. */

export const CUT_MARK = '…';

/** Between these, a text may be cut: no bearer token holds one of them. RFC 6750 §2.1, `b64token` */
const SEPARATORS = [' ', '\n', '"', "'", '<', '>', '&', '?', '#', ',', ';', '{', '}', '[', ']'];

/** @returns At most `longest` characters, the mark among them. */
export function cutText(text: string, longest: number): string {
  return text.length <= longest ? text : keepBeginning(text, longest - 1);
}

/** The same, but for a word that would be cut: it is left out, since half a token is found no longer. */
export function cutBetweenWords(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, Math.max(0, longest - 1));
  const wordAt = Math.max(...SEPARATORS.map((separator) => kept.lastIndexOf(separator))) + 1;
  return keepBeginning(text, wordAt);
}

function keepBeginning(text: string, length: number): string {
  const kept = text.slice(0, Math.max(0, length));
  return Buffer.from(kept).toString() + CUT_MARK; // copied: a slice would keep all of the text in memory
}
