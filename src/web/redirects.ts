/** `res.redirect` without a body: a status and a Location. */
import type express from 'express';

/**
 * Express would add "Found. Redirecting to …", which no browser shows. It holds the whole address, the
 * `state` included; and express-session, which keeps back the last byte of an answer until the session
 * is stored, would send it in two pieces.
 *
 * @see https://expressjs.com/en/guide/overriding-express-api.html
 */
export function redirectWithoutBody(app: express.Express): void {
  app.response.redirect = function redirect(
    this: express.Response,
    ...[first, second]: [url: string] | [status: number, url: string]
  ): void {
    const [status, url] = typeof first === 'number' ? [first, second ?? ''] : [302, first];
    this.status(status).location(url).set('Content-Length', '0').end();
  };
}
