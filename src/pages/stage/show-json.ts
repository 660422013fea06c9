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

/** A value of the document, and where it stands. */
interface Place {
  /** Empty: the document itself, or an entry of a list. */
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
  /** What separates it from the next: a comma, or nothing. */
  readonly comma: string;
}

/** One page: the lines that it may still grow by. */
interface Page {
  readonly secrets: readonly string[];
  linesLeft: number;
}

/** @param secrets The run's, in all their spellings. */
export function showJson(json: unknown, secrets: readonly string[]): JsonNode {
  const page = { secrets, linesLeft: MOST_LINES };
  return show({ name: '', value: json, depth: 0, comma: '' }, page);
}

function show({ name, value, depth, comma }: Place, page: Page): JsonNode {
  const { secrets } = page;
  const start = name === '' ? [] : showName(name, secrets);
  const line = (...text: readonly TextPart[]): JsonNode => ({
    kind: 'line',
    text: [...start, ...text, ...plain(comma)],
  });
  if (typeof value !== 'object' || value === null) return line(...showScalar(name, value, secrets));
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [opening, closing] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return line(...plain(opening + closing));
  const alone = isList ? undefined : showAlone(entries, secrets);
  if (alone) return line(...plain('{ '), ...alone, ...plain(' }'));
  const size = sizeOf(entries.length, isList);
  if (depth > 1 && page.linesLeft <= 0) return line(...plain(`${opening} … ${size} ${closing}`));
  return {
    kind: 'section',
    start: [...start, ...plain(opening)],
    size,
    end: closing + comma,
    isOpen: depth < 2,
    nodes: depth > DEEPEST ? [leftOut(entries.length)] : showEntries(value, depth + 1, page),
  };
}

function showEntries(value: object, depth: number, page: Page): JsonNode[] {
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const nodes: JsonNode[] = [];
  for (const [index, [name, inner]] of entries.entries()) {
    const isFull = depth > 2 ? page.linesLeft <= 0 : index >= MOST_ENTRIES;
    if (isFull) return [...nodes, leftOut(entries.length - index)];
    if (depth > 2) page.linesLeft -= 1;
    const comma = index === entries.length - 1 ? '' : ',';
    nodes.push(show({ name: isList ? '' : name, value: inner, depth, comma }, page));
  }
  return nodes;
}

/** An object of one field that is no section is a line: `"html": { "href": "…" }`. */
function showAlone(
  entries: readonly (readonly [string, unknown])[],
  secrets: readonly string[],
): TextPart[] | undefined {
  const [[name, value] = ['', {}], ...others] = entries;
  if (others.length > 0 || (typeof value === 'object' && value !== null)) return undefined;
  return [...showName(name, secrets), ...showScalar(name, value, secrets)];
}

/** It is the server's, as a value is. */
function showName(name: string, secrets: readonly string[]): TextPart[] {
  const shown = maskText(cutBetweenWords(name, LONGEST_TEXT), secrets).flatMap(escape);
  return [...plain('"'), ...shown, ...plain('": ')];
}

function showScalar(name: string, value: unknown, secrets: readonly string[]): TextPart[] {
  if (typeof value !== 'string') return plain(JSON.stringify(value));
  const shown = isSecretName(name)
    ? maskWhole(value)
    : maskText(cutBetweenWords(value, LONGEST_TEXT), secrets);
  return [...plain('"'), ...shown.flatMap(escape), ...plain('"')];
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
