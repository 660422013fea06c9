/** JSON laid out for the eye, as far as it is shown: only white space between its parts changes. */
import { tryJson } from './try-json.ts';

/** A text, a bracket, a comma, a colon; or what stands between them: a number, `true`, `null`. */
const PARTS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Goes through the text and not through its values: nothing is too deep for it, numbers and repeated
 * names stay as they came, and it stops where nobody looks any more.
 *
 * @param longest So many characters are enough.
 * @returns Longer than `longest` where it does not fit; the text as it came where that is no JSON.
 */
export function layOutJson(text: string, longest: number): string {
  if (tryJson(text) === undefined) return text;
  let laidOut = '';
  let depth = 0;
  let before = '';
  for (const [part] of text.matchAll(PARTS)) {
    const isEnd = part === '}' || part === ']';
    if (isEnd) depth -= 1;
    const isFirst = before === '{' || before === '[';
    if (isEnd ? !isFirst : isFirst || before === ',') laidOut += `\n${'  '.repeat(depth)}`;
    laidOut += part === ':' ? ': ' : spell(part);
    if (part === '{' || part === '[') depth += 1;
    if (laidOut.length > longest) break;
    before = part;
  }
  return laidOut;
}

/** One spelling for each text: a secret in it is found, however the other side escaped it. */
function spell(part: string): string {
  return part.includes('\\') ? JSON.stringify(JSON.parse(part)) : part;
}
