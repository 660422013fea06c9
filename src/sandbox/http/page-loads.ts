/**
 * Three addresses of the authorization server change something by GET: a session begins, a request waits,
 * a remembered consent becomes a code. So they answer to a browser that shows them as a page, and to programs.
 */
import type { RequestHandler } from 'express';
import { isAhead, isPageLoad } from '../../http/navigation.ts';
import { PageError } from '../errors.ts';

/** A HEAD is left to the handlers: they change nothing for it. */
export const requirePageLoad: RequestHandler = (req, _res, next) => {
  // Refused, so that the browser asks again when the person really goes there.
  if (isAhead(req)) throw new PageError('Not in advance', 'Nobody is here yet.', { status: 503 });
  if (req.method === 'HEAD' || isPageLoad(req)) return next();
  throw new PageError(
    'Only as a page of its own',
    'An image, a frame or a script asked for this address. The sandbox answers here to a page load.',
    { status: 403 },
  );
};

/** What a GET would bring is a page. */
export const answerHead: RequestHandler = (_req, res) => void res.type('html').end();
