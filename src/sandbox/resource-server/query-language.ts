/**
 * `q=` and `sort=` on lists, contract §4.4: comparisons `= != ~ !~ > >= < <=`, IN, NOT IN, AND,
 * OR, brackets. A subset of Bitbucket's language; whatever lies outside is refused, not guessed at.
 */
import { ApiError } from '../errors.ts';
import { badRequest } from './api-errors.ts';
import { type Value, compareForSort, operators, valuesAt } from './field-values.ts';

/** Of a thing as the API shows it. */
export type Test = (thing: unknown) => boolean;

const TOKEN = /\s*(?:("(?:[^"\\]|\\["\\])*")|([(),])|(!=|!~|>=|<=|=|~|>|<)|([^\s(),"=!~<>]+))/y;
const LONGEST = 1000;
const DEEPEST = 10;

/**
 * @param fields Those that may be asked for.
 * @throws {ApiError} 400: outside the language, or no such field.
 */
export function parseFilter(text: string, fields: readonly string[]): Test {
  const parser = createParser(tokenize(text), fields);
  const holds = parser.readOr(0);
  if (!parser.isAtEnd()) throw invalidQuery();
  return holds;
}

/** @throws {ApiError} 400: no such field. */
export function parseSort(
  text: string,
  fields: readonly string[],
): (a: unknown, b: unknown) => number {
  const isDown = text.startsWith('-');
  const name = isDown ? text.slice(1) : text;
  if (!fields.includes(name)) throw badRequest({ sort: ['Invalid sort field.'] });
  const direction = isDown ? -1 : 1;
  return (a, b) => direction * compareForSort(valuesAt(a, name), valuesAt(b, name));
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

function createParser(tokens: readonly string[], fields: readonly string[]) {
  let position = 0;
  const next = () => tokens[position++] ?? '';
  const isNext = (word: string) => tokens[position]?.toUpperCase() === word;

  function readOr(depth: number): Test {
    const tests = [readAnd(depth)];
    while (isNext('OR')) {
      next();
      tests.push(readAnd(depth));
    }
    return (thing) => tests.some((test) => test(thing));
  }
  function readAnd(depth: number): Test {
    const tests = [readOne(depth)];
    while (isNext('AND')) {
      next();
      tests.push(readOne(depth));
    }
    return (thing) => tests.every((test) => test(thing));
  }
  function readOne(depth: number): Test {
    if (!isNext('(')) return readComparison();
    if (depth === DEEPEST) throw invalidQuery();
    next();
    const inner = readOr(depth + 1);
    if (next() !== ')') throw invalidQuery();
    return inner;
  }
  function readComparison(): Test {
    const name = next();
    const word = next().toUpperCase();
    const operator = word === 'NOT' ? `NOT ${next().toUpperCase()}` : word;
    const holds = operators.get(operator);
    if (!holds) throw invalidQuery();
    if (!fields.includes(name)) throw notFilterable(name);
    const wanted = operator.endsWith('IN') ? readList() : [readLiteral(next())];
    return (thing) => holds(valuesAt(thing, name), wanted);
  }
  function readList(): Value[] {
    if (next() !== '(') throw invalidQuery();
    const values = [readLiteral(next())];
    while (isNext(',')) {
      next();
      values.push(readLiteral(next()));
    }
    if (next() !== ')') throw invalidQuery();
    return values;
  }
  return { readOr, isAtEnd: () => position === tokens.length };
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

/** Bitbucket: for a field that it shows and that cannot be filtered (2026-08-15). Assumption: for any other, too. */
function notFilterable(name: string): ApiError {
  return new ApiError(400, `Field ".${name.slice(0, 100)}" does not support filtering`);
}

function invalidQuery(): ApiError {
  return badRequest({ q: ['Invalid query.'] });
}
