/** JSON in sections that fold, secrets masked, and no more of it than a page may weigh. */
import { isSecretName } from '../../secrets/secret-names.ts';
import { cutBetweenWords } from '../../wire/cut.ts';
import { maskText, maskWhole, plain } from '../../wire/redaction.ts';
import type { TextPart } from '../../wire/redaction.ts';
import type { JsonNode } from './explorer-view.ts';

/** Inside the entries of a list. The list itself, and what stands beside it, is there always. */
const MOST_LINES = 40;
const MOST_ENTRIES = 30;
const LONGEST_TEXT = 120;
const DEEPEST = 8;

/** @param secrets The run's, in all their spellings. */
export function showJson(json: unknown, secrets: readonly string[]): JsonNode {
  let linesLeft = MOST_LINES;
  return show('', json, 0, '');

  function show(name: string, value: unknown, depth: number, comma: string): JsonNode {
    const start = name === '' ? [] : showName(name);
    if (typeof value !== 'object' || value === null)
      return { kind: 'line', text: [...start, ...showScalar(name, value), ...plain(comma)] };
    const isList = Array.isArray(value);
    const entries = Object.entries(value);
    const [opening, closing] = isList ? ['[', ']'] : ['{', '}'];
    if (entries.length === 0)
      return { kind: 'line', text: [...start, ...plain(`${opening}${closing}${comma}`)] };
    const alone = isList ? undefined : showAlone(entries);
    if (alone)
      return { kind: 'line', text: [...start, ...plain('{ '), ...alone, ...plain(` }${comma}`)] };
    const size = sizeOf(entries.length, isList);
    if (depth > 1 && linesLeft <= 0)
      return {
        kind: 'line',
        text: [...start, ...plain(`${opening} … ${size} ${closing}${comma}`)],
      };
    return {
      kind: 'section',
      start: [...start, ...plain(opening)],
      size,
      end: closing + comma,
      isOpen: depth < 2,
      nodes: depth > DEEPEST ? [leftOut(entries.length)] : showEntries(entries, isList, depth + 1),
    };
  }

  function showEntries(
    entries: readonly (readonly [string, unknown])[],
    isList: boolean,
    depth: number,
  ): JsonNode[] {
    const nodes: JsonNode[] = [];
    for (const [index, [name, value]] of entries.entries()) {
      const isFull = depth > 2 ? linesLeft <= 0 : index >= MOST_ENTRIES;
      if (isFull) return [...nodes, leftOut(entries.length - index)];
      if (depth > 2) linesLeft -= 1;
      const comma = index === entries.length - 1 ? '' : ',';
      nodes.push(show(isList ? '' : name, value, depth, comma));
    }
    return nodes;
  }

  /** An object of one field that is no section is a line: `"html": { "href": "…" }`. */
  function showAlone(entries: readonly (readonly [string, unknown])[]): TextPart[] | undefined {
    const [[name, value] = ['', {}], ...others] = entries;
    if (others.length > 0 || (typeof value === 'object' && value !== null)) return undefined;
    return [...showName(name), ...showScalar(name, value)];
  }

  /** It is the server's, as a value is. */
  function showName(name: string): TextPart[] {
    const shown = maskText(cutBetweenWords(name, LONGEST_TEXT), secrets).flatMap(escape);
    return [...plain('"'), ...shown, ...plain('": ')];
  }

  function showScalar(name: string, value: unknown): TextPart[] {
    if (typeof value !== 'string') return plain(JSON.stringify(value));
    const shown = isSecretName(name)
      ? maskWhole(value)
      : maskText(cutBetweenWords(value, LONGEST_TEXT), secrets);
    return [...plain('"'), ...shown.flatMap(escape), ...plain('"')];
  }
}

/** As JSON has it: `\n`, `\"`. */
function escape({ text, isMasked }: TextPart): TextPart[] {
  return [{ text: JSON.stringify(text).slice(1, -1), isMasked }];
}

function leftOut(count: number): JsonNode {
  return { kind: 'line', text: plain(`… ${count} more, which “On the wire” has`) };
}

function sizeOf(count: number, isList: boolean): string {
  if (isList) return count === 1 ? '1 entry' : `${count} entries`;
  return count === 1 ? '1 field' : `${count} fields`;
}
