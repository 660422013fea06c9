/** The errors of the API and how they are written. Contract §4.5. */
import type { ErrorRequestHandler } from 'express';
import type { Report } from '../../http/report.ts';
import {
  ApiError,
  OAuthError,
  STORAGE_AWAY,
  TooManyRequestsError,
  isAccident,
  statusOf,
  waitOf,
} from '../errors.ts';

export function workspaceNotFound(identifier: string): ApiError {
  return new ApiError(404, `No workspace with identifier '${identifier}'.`);
}

export function repositoryNotFound(): ApiError {
  return new ApiError(
    404,
    'You may not have access to this repository or it no longer exists in this workspace. ' +
      'If you think this repository exists and you have access, make sure you are authenticated.',
  );
}

export function routeNotFound(): ApiError {
  return new ApiError(404, 'Resource not found', {
    detail:
      'There is no API hosted at this URL. See https://developer.atlassian.com/cloud/bitbucket/rest/',
  });
}

/** Bitbucket: what is wrong stands under the name of the field. */
export function badRequest(
  fields: Readonly<Record<string, readonly string[]>>,
  message = 'Bad request',
): ApiError {
  return new ApiError(400, message, { fields });
}

/** Bitbucket: nothing more than the word. Contract §4.5 */
export function forbidden(): ApiError {
  return new ApiError(403, 'Forbidden');
}

/** Bitbucket: the detail is an object, and says what was wanted and what was there. */
export function lacksScopes(required: readonly string[], granted: readonly string[]): ApiError {
  return new ApiError(403, 'Your credentials lack one or more required privilege scopes.', {
    detail: { required, granted },
  });
}

export const ANNOUNCEMENT_URL =
  'https://developer.atlassian.com/cloud/bitbucket/changelog#CHANGE-2770';
const ANNOUNCEMENT = { announcement_url: ANNOUNCEMENT_URL };

/** Bitbucket: the same data stands in the error and beside it. Contract §4.3. */
export function gone(): ApiError {
  return new ApiError(410, 'CHANGE-2770 - Functionality has been deprecated', {
    detail: 'Please read the changelog entry for more details.',
    data: ANNOUNCEMENT,
    beside: { data: ANNOUNCEMENT },
  });
}

export function createApiErrorHandler(report: Report): ErrorRequestHandler {
  return function answerApiError(error: unknown, req, res, next) {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (isAccident(error)) report(error, req);
    const { status, message, parts } = toApiError(error);
    const { headers = {}, beside = {}, isText = false, ...rest } = parts;
    res.status(status).set(headers);
    if (isText) res.type('text/plain').send(`${message}\n`);
    else res.json({ type: 'error', error: { message, ...rest }, ...beside });
  };
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof OAuthError) return new ApiError(error.status, error.message);
  if (error instanceof TooManyRequestsError) {
    return new ApiError(error.status, error.message, { headers: error.headers });
  }
  const status = statusOf(error);
  if (status === 503) return new ApiError(status, STORAGE_AWAY, { headers: waitOf(error) });
  if (status !== 500) return new ApiError(status, 'Bad request');
  return new ApiError(500, 'Something went wrong in the sandbox');
}
