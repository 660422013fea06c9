/**
 * One form for one text, however a log has wrapped it: JSON within JSON, percent-encoding, HTML, broken lines.
 * Every character of it knows where it came from, so that what fits can be marked where it stands.
 */

export interface NormalForm {
  readonly text: string;
  /** Where a character of `text` begins in the original; one more than `text` has. */
  readonly origins: readonly number[];
}

/** One after the other, so that the time it takes grows with the text alone. */
const WRAPPED =
  /<[a-z/!][^<>]{0,200}>|&(?:quot|apos|amp|lt|gt|nbsp|#39|#x27);|\\{1,8}u00[0-9a-f]{2}|\\{1,8}["'/]|\\{1,8}[nrt]|(?:%[0-9a-f]{2})+|[\s+>|\u200b]+|[“”„‟«»]|[‘’‚‛`]/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
};

export function normalize(original: string): NormalForm {
  let text = '';
  const origins: number[] = [];
  const add = (piece: string, from: number, isWrapped: boolean): void => {
    for (let at = 0; at < piece.length; at += 1) {
      const one = piece.charAt(at);
      if (one === ' ' && (text === '' || text.endsWith(' '))) continue;
      text += one;
      origins.push(isWrapped ? from : from + at);
    }
  };
  let end = 0;
  for (const { 0: wrapped, index } of original.matchAll(WRAPPED)) {
    add(original.slice(end, index), end, false);
    add(unwrap(wrapped), index, true);
    end = index + wrapped.length;
  }
  add(original.slice(end), end, false);
  return { text, origins: [...origins, original.length] };
}

function unwrap(wrapped: string): string {
  const entity = ENTITIES[wrapped.toLowerCase()];
  if (entity !== undefined) return entity;
  if (wrapped.startsWith('%')) return decode(wrapped);
  if (/^\\+u/i.test(wrapped)) return String.fromCharCode(Number.parseInt(wrapped.slice(-4), 16));
  if (/^\\+["'/]/.test(wrapped)) return wrapped.slice(-1);
  if (/^[“”„‟«»]/.test(wrapped)) return '"';
  if (/^[‘’‚‛`]/.test(wrapped)) return "'";
  return ' ';
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replace(/\s+/g, ' ');
  } catch {
    return encoded;
  }
}
