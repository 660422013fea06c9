/** The last stop: what was not found, and every error that nobody else has shown. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { MethodNotAllowedError, TooManyRequestsError } from '../errors/errors.ts';
import { StorageError } from '../storage/storage-error.ts';
import { explainError } from '../failures/explain-error.ts';
import { NOT_TO_BE_INDEXED } from './crawlers.ts';
import type { Explanation } from '../failures/explanation.ts';
import { requestIdOf } from './request-logger.ts';

const NOT_FOUND: Explanation = {
  status: 404,
  title: 'There is no page here',
  explanation: 'Nothing is at this address, or what was here has been forgotten.',
  whatToDo: 'Start from the grants.',
};

const FAULT: Explanation = {
  status: 500,
  title: 'Something went wrong on our side',
  explanation: 'This is a fault of the app, not of what you did.',
  whatToDo: 'Try again. If it stays, report it with the number below.',
};

/** Refusals of express and its body parsers, by status. Their own messages quote the request. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  413: 'The request is larger than any form of this app.',
  415: 'The request has an encoding or a type that this app does not read.',
};

export const notFound: RequestHandler = (req, res) => sendError(req, res, NOT_FOUND);

/**
 * Express's own handler prints the raw body of a malformed request, and stacks over many lines: this one
 * picks what is logged, and leaves nothing to that one. By its four parameters Express knows it for an error handler.
 */
export const showError: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const known = explainError(error) ?? explainRefusal(error);
  if (known) req.log.info({ status: known.status, title: known.title }, 'refused');
  else req.log.error({ err: error }, 'fault');
  if (res.headersSent) {
    // The session could not be kept after the page, for one: what is whole stays, the rest breaks off.
    if (!res.writableEnded) res.destroy();
    return;
  }
  if (error instanceof MethodNotAllowedError) res.set('Allow', error.allowed.join(', '));
  if (error instanceof TooManyRequestsError || error instanceof StorageError) {
    res.set('Retry-After', String(error.waitSeconds));
  }
  sendError(req, res, known ?? FAULT, requestIdOf(req));
};

/** A script gets JSON, a person a page. */
function sendError(req: Request, res: Response, error: Explanation, requestId?: string): void {
  // A file that was refused (412, 416) had been given leave to be kept: this page in its place is not.
  res
    .status(error.status)
    .set('Cache-Control', 'no-store')
    .set(...NOT_TO_BE_INDEXED);
  if (req.accepts(['html', 'json']) === 'json') {
    const { title, explanation, whatToDo } = error;
    res.json({ error: { title, explanation, whatToDo, requestId } });
    return;
  }
  res.render('error', {
    page: { title: error.title, description: error.explanation, path: '' },
    error: { ...error, action: { href: '/', label: 'The grants' }, requestId },
  });
}

function explainRefusal(error: unknown): Explanation | undefined {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return {
    status,
    title: 'That request cannot be used',
    explanation: REFUSALS[status] ?? 'The request was refused.',
    whatToDo: 'Go back and try again from the page.',
  };
}
