/** A text with varying parts in braces, as a pattern that finds it in whatever somebody has pasted. */

const BRACES = /\{[^{}]+\}/;
/** A line at the most: what varies is a name, a number or an address. */
const VARYING = '([^\\n\\r]{1,200}?)';
/** In JSON within JSON, in a page, or as a word processor has it. */
const QUOTES = /["'“”‘’]/g;
const ANY_QUOTE = `\\\\*(?:["'“”‘’]|&quot;|&#0?3[49];|&#x2[27];)`;

/**
 * Without regard to capitals, to how much white space there is, to which quotes, and to the full stop at its end.
 * What varies is a group each, as short as can be.
 *
 * @throws {Error} Nothing in it stays the same, so it would be found everywhere.
 */
export function compileText(text: string): RegExp {
  const literals = text.split(BRACES);
  const last = literals.length - 1;
  if (!literals.some((literal) => /[\p{L}\d]{3}/u.test(literal))) {
    throw new Error(`Of the text “${text}” nothing stays the same.`);
  }
  const source = literals.map((one, index) =>
    escapeLiteral(index === last ? one.replace(/[.\s]+$/, '') : one),
  );
  return new RegExp(edge(text[0]) + source.join(VARYING) + edge(lastOf(text)), 'iu');
}

/** “Invalid page” is not found in “Invalid pagelen”. */
function edge(character = ''): string {
  return /[\p{L}\d_]/u.test(character) ? '\\b' : '';
}

function lastOf(text: string): string {
  return text.replace(/[.\s]+$/, '').at(-1) ?? '';
}

function escapeLiteral(literal: string): string {
  return literal
    .split(/(\s+)/)
    .map((part) => (/^\s+$/.test(part) ? '\\s+' : escapeWord(part)))
    .join('');
}

function escapeWord(word: string): string {
  return word
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll(QUOTES, () => ANY_QUOTE);
}

/** For people: what varies is left open. */
export function withEllipses(text: string): string {
  return text.split(BRACES).join('…');
}
