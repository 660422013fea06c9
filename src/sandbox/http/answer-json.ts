/** How the sandbox's app sends JSON. */
import type { Express, Response } from 'express';

/**
 * In the place of Express's `res.json`, whose settings, tags and look at the cache of whoever asks
 * are not wanted here: token answers and API answers are for nobody's cache. RFC 6749 §5.1
 *
 * @see https://expressjs.com/en/guide/overriding-express-api.html
 */
export function answerJsonPlainly(app: Express): void {
  app.response.json = function json(this: Response, body: unknown) {
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    return this.end(JSON.stringify(body));
  };
}
