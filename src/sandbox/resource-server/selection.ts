/** What `q=` and `sort=` choose from a list, and in which order. Contract §4.4. */
import { parseFilter, parseSort } from './query-language.ts';
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
  const q = call.query.get('q') ?? '';
  const filter = q === '' ? undefined : parseFilter(q, fields);
  const sort = call.query.get('sort') ?? '';
  const order = sort === '' ? undefined : parseSort(sort, fields);
  if (!filter && !order) return items;
  const entries = items.map((item) => ({ item, thing: read(item) }));
  const found = filter ? entries.filter(({ thing }) => filter(thing)) : entries;
  const sorted = order ? found.toSorted((a, b) => order(a.thing, b.thing)) : found;
  return sorted.map(({ item }) => item);
}
