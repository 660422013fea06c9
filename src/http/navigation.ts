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

/**
 * Does the request come from a page of another origin? `same-site` is one, too: on localhost, that is
 * every other port.
 */
export function isFromElsewhere({ headers }: Asked, ourOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const from = headers.origin ?? headers.referer; // absent: typed, a program, or one of our pages (no-referrer)
  if (from === undefined) return false;
  return !URL.canParse(from) || new URL(from).origin !== ourOrigin;
}
