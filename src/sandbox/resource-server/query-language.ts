/**
 * `q=` and `sort=` on lists, contract §4.4: comparisons `= != ~ !~ > >= < <=`, AND, OR, brackets.
 * A subset of Bitbucket's language; whatever lies outside is refused and not guessed at.
 */
import { type ApiError } from '../errors.ts';
import { badRequest } from './api-errors.ts';

export type Value = string | number | boolean | null;
/** How to read each field that may be asked for. */
export type Fields<T> = Readonly<Record<string, (item: T) => Value>>;
type Test<T> = (item: T) => boolean;

const TOKEN = /\s*(?:("(?:[^"\\]|\\["\\])*")|([()])|(!=|!~|>=|<=|=|~|>|<)|([^\s()"=!~<>]+))/y;
const LONGEST = 1000;
const DEEPEST = 10;

/** @throws {ApiError} 400: outside the language, or no such field. */
export function parseFilter<T>(text: string, fields: Fields<T>): Test<T> {
  const tokens = tokenize(text);
  const parser = createParser(tokens, fields);
  const test = parser.readOr(0);
  if (!parser.isAtEnd()) throw invalidQuery();
  return test;
}

/** @throws {ApiError} 400: no such field. */
export function parseSort<T>(text: string, fields: Fields<T>): (a: T, b: T) => number {
  const [, sign = '', name = ''] = /^(-?)([a-z_]+)$/.exec(text) ?? [];
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!read) throw badRequest({ sort: [`Invalid sort field.`] });
  const direction = sign === '-' ? -1 : 1;
  return (a, b) => direction * compare(read(a), read(b));
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  if (end > LONGEST) throw invalidQuery();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) throw invalidQuery();
    tokens.push(match[0].trimStart());
  }
  return tokens;
}

function createParser<T>(tokens: readonly string[], fields: Fields<T>) {
  let position = 0;
  const next = () => tokens[position++] ?? '';
  const isNext = (word: string) => tokens[position]?.toUpperCase() === word;

  function readOr(depth: number): Test<T> {
    const tests = [readAnd(depth)];
    while (isNext('OR')) {
      next();
      tests.push(readAnd(depth));
    }
    return (item) => tests.some((test) => test(item));
  }
  function readAnd(depth: number): Test<T> {
    const tests = [readOne(depth)];
    while (isNext('AND')) {
      next();
      tests.push(readOne(depth));
    }
    return (item) => tests.every((test) => test(item));
  }
  function readOne(depth: number): Test<T> {
    if (!isNext('(')) return readComparison();
    if (depth === DEEPEST) throw invalidQuery();
    next();
    const inner = readOr(depth + 1);
    if (next() !== ')') throw invalidQuery();
    return inner;
  }
  function readComparison(): Test<T> {
    const [name, operator, literal] = [next(), next(), next()];
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const holds = operators.get(operator);
    if (!read || !holds) throw invalidQuery();
    const wanted = readLiteral(literal);
    return (item) => holds(read(item), wanted);
  }
  return { readOr, isAtEnd: () => position === tokens.length };
}

type Operator = (actual: Value, wanted: Value) => boolean;

const operators = new Map<string, Operator>([
  ['=', (a, b) => compare(a, b) === 0],
  ['!=', (a, b) => compare(a, b) !== 0],
  ['~', contains],
  ['!~', (a, b) => !contains(a, b)],
  ['>', (a, b) => compare(a, b) > 0],
  ['>=', (a, b) => compare(a, b) >= 0],
  ['<', (a, b) => compare(a, b) < 0],
  ['<=', (a, b) => compare(a, b) <= 0],
]);

function contains(actual: Value, wanted: Value): boolean {
  return String(actual).toLowerCase().includes(String(wanted).toLowerCase());
}

function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [toComparable(a), toComparable(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return typeof a === typeof b ? Number(a) - Number(b) : Number.NaN;
}

/** Moments are written in several ways: with a zone or without, with fractions or without. */
function toComparable(text: string): string {
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text);
  const time = isMoment ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

/** Strings in double quotes, and moments, numbers and words without. */
function readLiteral(token: string): Value {
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(["\\])/g, '$1');
  if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true';
  if (/^null$/i.test(token)) return null;
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  if (/^\d{4}-\d\d-\d\d/.test(token)) return token;
  throw invalidQuery();
}

function invalidQuery(): ApiError {
  return badRequest({ q: ['Invalid query.'] });
}
