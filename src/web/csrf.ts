/** Keeps other sites from sending our forms: two looks at every request that changes something. What a GET starts: asked-for.ts. */
import type { Request, RequestHandler } from 'express';
import { CrossSiteRequestError } from '../errors/errors.ts';
import { senderOf } from '../http/navigation.ts';
import { isSameSecret } from '../secrets/is-same-secret.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * @param publicUrl Where our pages are: the only origin that may send a form.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function requireSameSite(publicUrl: string): RequestHandler {
  const requireOwnPage = requireOurPage(publicUrl);
  return (req, res, next) => {
    if (READING.has(req.method)) return next();
    return requireOwnPage(req, res, () => {
      if (!hasToken(req)) throw new CrossSiteRequestError('no-token');
      next();
    });
  };
}

/**
 * For what is pasted, and sent by POST so that it does not stand in an address: it changes nothing, and a
 * session, which a token would need, is not begun for it. Still, only our own pages send it.
 */
export function requireOurPage(publicUrl: string): RequestHandler {
  const { origin } = new URL(publicUrl);
  return (req, _res, next) => {
    if (READING.has(req.method) || senderOf(req, origin) === 'our-page') return next();
    throw new CrossSiteRequestError('other-site');
  };
}

function hasToken(req: Request): boolean {
  const expected = req.session.csrfToken;
  const body: unknown = req.body;
  const sent =
    typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return expected !== undefined && typeof sent === 'string' && isSameSecret(sent, expected);
}
