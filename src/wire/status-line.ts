/** A status with its phrase, as people read it. RFC 9110 §15 */
import { STATUS_CODES } from 'node:http';

/** `404 Not Found`; the number alone where it has no phrase. */
export function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
}
