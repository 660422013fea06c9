/** Where a browser goes next. */
import type { Response } from 'express';

/**
 * `res.redirect` would add "Found. Redirecting to …", which no browser shows. It holds the whole address,
 * a code or the `state` included; and express-session, which keeps back the last byte of an answer until
 * the session is stored, would send it in two pieces.
 */
export function redirectTo(res: Response, status: 302 | 303, url: string): void {
  res.status(status).location(url).set('Content-Length', '0').end();
}
