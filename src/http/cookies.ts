/** The cookies that a browser sends. RFC 6265 §5.4 */
import type { IncomingMessage } from 'node:http';

/** @returns As it was sent; the first, where there are several of that name. */
export function readCookie(
  { headers }: Pick<IncomingMessage, 'headers'>,
  name: string,
): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
