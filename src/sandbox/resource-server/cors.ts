/** Lets pages of other origins call the API with a token that they hold. Contract §4.6. */
import type { RequestHandler } from 'express';

const EXPOSED = [
  'X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Credential-Type, WWW-Authenticate',
  'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Deprecation, Sunset, Link',
].join(', ');

/** No credentials and no reflected origin: a cookie opens nothing here. RFC 9700 §2.6 */
export const allowBrowsers: RequestHandler = (req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': EXPOSED,
  });
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  // Assumption: a preflight succeeds; reports of 401 are in the minority. Bitbucket: a
  // `User-Agent` that a page sets itself is not allowed.
  res.set({
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, DELETE',
    'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type',
    'Access-Control-Max-Age': '600',
  });
  res.status(204).end();
};
