/** The sandbox's own pages: rendering, and what to do when something went wrong. */
import path from 'node:path';
import ejs from 'ejs';
import type { ErrorRequestHandler, Express, Response } from 'express';
import { type Report, isAbort } from '../../http/report.ts';
import type { Context } from '../context.ts';
import {
  OAuthError,
  PageError,
  STORAGE_AWAY,
  TooManyRequestsError,
  isAccident,
  statusOf,
  waitOf,
} from '../errors.ts';
import { packageRoot } from './package-root.ts';

const viewsDirectory = path.join(packageRoot, 'views', 'sandbox');

/** @param returnTo Where a page of an error leads back to. */
export function installPages(app: Express, context: Context, returnTo = ''): void {
  const cache = process.env['NODE_ENV'] !== 'development';
  app.set('views', viewsDirectory);
  app.set('view engine', 'ejs');
  app.set('view cache', cache);
  app.engine('ejs', (file, data, done) => ejs.renderFile(file, data, { cache }, done));
  app.locals = { ...app.locals, basePath: context.basePath, eraName: context.era.name, returnTo };
}

/** The last error handler: nothing of the inside gets out. */
export function createPageErrorHandler(report: Report): ErrorRequestHandler {
  return function showError(error: unknown, req, res, _next) {
    const isOver = res.headersSent || isAbort(error, req);
    if (isAccident(error) && !isAbort(error, req)) report(error, req);
    if (!isOver) renderError(res.set(waitOf(error)), toPageError(error));
    else if (!res.writableEnded) res.destroy(); // Express would print the stack, over many lines
  };
}

export function renderError(res: Response, error: PageError): void {
  const { status, title, message, hint } = error;
  // Over what the stylesheet had set, where a part of it was refused.
  res.status(status).set('Cache-Control', 'no-store').render('error', { title, message, hint });
}

function toPageError(error: unknown): PageError {
  if (error instanceof PageError) return error;
  if (error instanceof OAuthError) {
    return new PageError(error.code, error.message, { status: error.status, hint: error.hint });
  }
  if (error instanceof TooManyRequestsError) {
    const hint =
      'Strangers share this sandbox, so each has a share of it. One of your own has no limits: npm run sandbox.';
    return new PageError('Too many requests', error.wait, { status: error.status, hint });
  }
  const status = statusOf(error);
  if (status === 503) {
    const hint = 'Try again in a moment: as soon as it is back, everything goes on by itself.';
    return new PageError('Not now', STORAGE_AWAY, { status, hint });
  }
  if (status !== 500) {
    return new PageError('The request cannot be read', 'Something in it is malformed.', { status });
  }
  return new PageError('Something went wrong in the sandbox', 'It is not your fault.', { status });
}
