/** What `q=` and `sort=` choose from a list, and in which order. Contract §4.4. */
import { type Filter, parseFilter, parseSort } from './query-language.ts';
import type { ApiCall } from './route.ts';

/**
 * @param fields Those that this list may be filtered and sorted by. Where there are none, both are
 *   refused: a client must not take the whole list for what it asked for.
 * @param read What the fields are read from.
 * @throws {ApiError} 400
 */
export function select<T>(
  call: ApiCall,
  items: readonly T[],
  fields: readonly string[],
  read: (item: T) => unknown,
): readonly T[] {
  const filter = readFilter(call, fields);
  const sort = call.query.get('sort') ?? '';
  const order = sort === '' ? undefined : parseSort(sort, fields);
  if (!filter && !order) return items;
  const entries = items.map((item) => ({ item, thing: read(item) }));
  const found = filter ? entries.filter(({ thing }) => filter.holds(thing)) : entries;
  const sorted = order ? found.toSorted((a, b) => order(a.thing, b.thing)) : found;
  return sorted.map(({ item }) => item);
}

/** @throws {ApiError} 400 */
export function readFilter({ query }: ApiCall, fields: readonly string[]): Filter | undefined {
  const text = query.get('q') ?? '';
  return text === '' ? undefined : parseFilter(text, fields);
}
