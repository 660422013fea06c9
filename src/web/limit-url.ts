/** A URL that is too long is refused before anything looks at it. RFC 9110 §15.5.15 */
import type { RequestHandler } from 'express';

const LONGEST_URL = 8 * 1024;

/** 414 for a URL that no browser would send. */
export const limitUrl: RequestHandler = (req, res, next) => {
  if (req.url.length > LONGEST_URL) return void res.status(414).type('text').send('URI Too Long');
  return next();
};
