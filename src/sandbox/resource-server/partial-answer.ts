/** Partial answers, `fields=`. Contract §4.4. */
import { badRequest } from './api-errors.ts';

type Path = readonly string[];

const MOST_FIELDS = 100;

/**
 * `a,b.c` keeps only these, `-a` takes one away, `+a` asks for one that is there anyway; a list is
 * entered without a segment of its own, `*` is every name, and what does not exist is ignored.
 *
 * @throws {ApiError} 400: not a list of names.
 */
export function pickFields(answer: unknown, fields: string): unknown {
  const wanted = fields.split(',').filter((field) => field !== '');
  if (wanted.length === 0) return answer;
  if (
    wanted.length > MOST_FIELDS ||
    !wanted.every((field) => /^[-+ ]?[\w*]+(\.[\w*]+)*$/.test(field))
  ) {
    throw badRequest({ fields: ['Invalid field list.'] });
  }
  const kept = wanted.filter((field) => /^\w|^\*/.test(field)).map(toPath);
  const dropped = wanted.filter((field) => field.startsWith('-')).map(toPath);
  const partial = kept.length === 0 ? answer : keep(answer, kept);
  return dropped.length === 0 ? partial : drop(partial, dropped);
}

/** A `+` in a query arrives as a space. */
function toPath(field: string): Path {
  return field.replace(/^[-+ ]/, '').split('.');
}

/** What lies below a name, by every path that names it. */
function below(paths: readonly Path[], name: string): Path[] {
  return paths.filter(([head]) => head === name || head === '*').map(([, ...rest]) => rest);
}

function keep(value: unknown, paths: readonly Path[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => keep(item, paths));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const rest = below(paths, name);
    return rest.length === 0 ? [] : [[name, keep(inner, rest)] as const];
  });
  return Object.fromEntries(entries);
}

function drop(value: unknown, paths: readonly Path[]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => drop(item, paths));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const rest = below(paths, name);
    return rest.some((path) => path.length === 0) ? [] : [[name, drop(inner, rest)] as const];
  });
  return Object.fromEntries(entries);
}
