/** How the endpoints for programs refuse: JSON, and nothing of the inside. RFC 6749 §5.2 */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Report } from '../../http/report.ts';
import {
  OAuthError,
  PageError,
  STORAGE_AWAY,
  TooManyRequestsError,
  isAccident,
  statusOf,
  waitOf,
} from '../errors.ts';

/** RFC 6749 §3.2: POST and nothing else. */
export const methodIsNotPost: RequestHandler = (_req, res) => {
  res.set('Allow', 'POST');
  throw new OAuthError('invalid_request', 'Method not allowed', 405);
};

export function createTokenErrorHandler(report: Report): ErrorRequestHandler {
  return function answerTokenError(error: unknown, req, res, next) {
    if (error instanceof PageError || res.headersSent) {
      next(error);
      return;
    }
    if (isAccident(error)) report(error, req);
    const { status, code, message, headers } = toOAuthError(error);
    res
      .status(status)
      .set('Pragma', 'no-cache')
      .set(headers)
      .json({ error_description: message, error: code });
  };
}

function toOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  // Assumption: no reply of this endpoint is recorded for it. RFC 6749 §5.2 has no word for it.
  if (error instanceof TooManyRequestsError) {
    return new OAuthError('invalid_request', error.message, error.status, error.headers);
  }
  const status = statusOf(error);
  if (status === 500) {
    return new OAuthError('server_error', 'Something went wrong in the sandbox', status);
  }
  // RFC 6749 §4.1.2.1 has the word; §5.2 has none for this.
  if (status === 503) {
    return new OAuthError('temporarily_unavailable', STORAGE_AWAY, status, waitOf(error));
  }
  return new OAuthError('invalid_request', 'The body cannot be read', status === 413 ? 413 : 400);
}
