/** How large a value is, for a store that is bounded by what it holds. */

/** What holds the fields of an object together takes about as much as so many characters. */
const FRAME = 50;

/** @returns Characters of all texts in it, names and frames of objects roughly. Flat values: it calls itself. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 1;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + sizeOf(one), FRAME);
}
