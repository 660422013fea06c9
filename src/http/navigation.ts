/**
 * Did a person go to this address, or was it loaded for them? Browsers say so themselves, out of reach of
 * scripts; programs and old browsers say nothing, and are taken at their request.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
import type { IncomingMessage } from 'node:http';

type Asked = Pick<IncomingMessage, 'headers' | 'method'>;

/** Loaded before anybody went there, and perhaps for nothing: prefetched, or rendered ahead. */
export function isAhead({ headers }: Asked): boolean {
  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-moz']];
  return purposes.some((purpose) => /\bprefetch\b/i.test(String(purpose ?? '')));
}

/** A page by itself: no image, no frame, no script's request, no look at the headers. */
export function isPageLoad({ headers, method }: Asked): boolean {
  return method === 'GET' && (headers['sec-fetch-dest'] ?? 'document') === 'document';
}

/** A page of ours, one of another origin, or none: an address that was typed, a program, an old browser. */
export type Sender = 'our-page' | 'other-origin' | 'no-page';

/**
 * Which page sent this request? `same-site` is another origin, too: on localhost, that is every other port.
 *
 * @param ourOrigins For browsers that do not say it by themselves.
 */
export function senderOf({ headers }: Asked, ...ourOrigins: readonly string[]): Sender {
  const site = headers['sec-fetch-site'];
  if (site === 'none') return 'no-page';
  if (site !== undefined) return site === 'same-origin' ? 'our-page' : 'other-origin';
  const from = headers.origin ?? headers.referer; // our pages may send neither (no-referrer)
  if (from === undefined) return 'no-page';
  const isOurs = URL.canParse(from) && ourOrigins.includes(new URL(from).origin);
  return isOurs ? 'our-page' : 'other-origin';
}
