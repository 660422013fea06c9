/** How long the other side asks us to wait: Retry-After, RFC 9110 §10.2.3. */
import type { NameValue } from './exchange.ts';

const LONGEST_WAIT_SECONDS = 3600;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Bitbucket: no Retry-After was ever seen there, so nothing may rely on it.
 *
 * @returns Seconds, one hour at the most; `undefined` where it is missing or makes no sense.
 */
export function readRetryAfter(headers: readonly NameValue[]): number | undefined {
  const find = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const value = find('retry-after')?.trim() ?? '';
  const now = parseDate(find('date') ?? '') || Date.now(); // by the answer's own clock, since clocks differ
  const seconds = /^\d+$/.test(value) ? Number(value) : (parseDate(value) - now) / 1000;
  if (!(seconds > 0)) return undefined; // past, negative or no number at all
  return Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS);
}

function parseDate(value: string): number {
  return HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
}
