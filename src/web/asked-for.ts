/**
 * Nothing happens by GET that the visitor did not ask for.
 *
 * A run starts by a link (`form-action` would bind the redirects of a form), and its answer comes by a
 * redirect: two addresses where a GET is not safe in the sense of RFC 9110 §9.2.1. Another site can have a
 * browser load both, as a link, an image, a frame or in advance, and programs look at their headers. So:
 *
 * - A run starts only for a page load from our own pages, or typed as an address. Whoever followed a link
 *   from elsewhere is shown the page of the grant, with its button.
 * - The answer may come from elsewhere, as it does from bitbucket.org: the `state` says who asked for it
 *   (RFC 6749 §10.12). But it has to be a page load: only that uses the code up.
 */
import type { RequestHandler } from 'express';
import { isAhead, senderOf, isPageLoad } from '../http/navigation.ts';
import { redirectTo } from '../http/redirect-to.ts';

export interface AskedFor {
  /** The page that says what is here, and has the button. */
  readonly lesson: string;
  /** Of our own pages; where it is left out, the request may come from everywhere. */
  readonly onlyFrom?: string;
}

export function requireAskedFor({ lesson, onlyFrom }: AskedFor): RequestHandler {
  return (req, res, next) => {
    // Refused, so that the browser asks again when somebody really goes there: a redirect would be kept for then.
    if (isAhead(req)) return void res.status(503).type('text').send('Not in advance');
    const isAllowedFrom = onlyFrom === undefined || senderOf(req, onlyFrom) !== 'other-origin';
    if (isPageLoad(req) && isAllowedFrom) return next();
    return redirectTo(res, 303, `${lesson}?notice=not-started`);
  };
}
