/** The values of a field that `q` and `sort` name, and how they compare. Contract §4.4. */

export type Value = string | number | boolean | null;

/**
 * Where a path such as `source.branch.name` leads: one value, or as many as there are where it
 * goes through a list (`reviewers.uuid`); null where it leads to nothing.
 */
export function valuesAt(thing: unknown, path: string): Value[] {
  return path
    .split('.')
    .reduce<unknown[]>((reached, name) => reached.flatMap((one) => below(one, name)), [thing])
    .map((value) => (isValue(value) ? value : null));
}

function below(thing: unknown, name: string): unknown[] {
  if (typeof thing !== 'object' || thing === null) return [null];
  const inner: unknown = Object.hasOwn(thing, name) ? Reflect.get(thing, name) : null;
  return Array.isArray(inner) ? inner : [inner];
}

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

type Comparison = (actual: Value, wanted: Value) => boolean;
type Operator = (actual: readonly Value[], wanted: readonly Value[]) => boolean;

function any(holds: Comparison): Operator {
  return (actual, wanted) => actual.some((one) => wanted.some((other) => holds(one, other)));
}

/** `!=` is the opposite of `=`, for a list too: none of its entries is equal. */
function none(holds: Comparison): Operator {
  return (actual, wanted) => !any(holds)(actual, wanted);
}

const isEqual: Comparison = (a, b) => compare(a, b) === 0;

export const operators = new Map<string, Operator>([
  ['=', any(isEqual)],
  ['!=', none(isEqual)],
  ['IN', any(isEqual)],
  ['NOT IN', none(isEqual)],
  ['~', any(contains)],
  ['!~', none(contains)],
  ['>', any((a, b) => compare(a, b) > 0)],
  ['>=', any((a, b) => compare(a, b) >= 0)],
  ['<', any((a, b) => compare(a, b) < 0)],
  ['<=', any((a, b) => compare(a, b) <= 0)],
]);

function contains(actual: Value, wanted: Value): boolean {
  return actual !== null && String(actual).toLowerCase().includes(String(wanted).toLowerCase());
}

/** What has no value comes first. */
export function compareForSort([a = null]: readonly Value[], [b = null]: readonly Value[]): number {
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : compare(a, b);
}

/** Not a number where the two are of different kinds: every comparison but `!=` is false then. */
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
