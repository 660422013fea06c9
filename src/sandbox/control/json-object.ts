/** The body of a write: one JSON object; whatever else comes is refused in words. */
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { ApiError, statusOf } from '../errors.ts';

const LARGEST = '1mb';
const SEND = 'Send a JSON object; GET /_sandbox/openapi.json says what may be in it.';

/** Not strict: `null` and `"text"` are JSON, and are told apart from what is not. */
const readJson: RequestHandler = express.json({
  limit: LARGEST,
  type: 'application/json',
  strict: false,
});

const requireObject: RequestHandler = (req, _res, next) => {
  const body: unknown = req.body;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (body === undefined || isObject) return next();
  throw new ApiError(400, `The body is ${nameOf(body)}. ${SEND}`);
};

const explain: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
  const status = statusOf(error);
  if (!(error instanceof Error) || error instanceof ApiError || status === 500) return next(error);
  if (status === 413) return next(new ApiError(413, `The body is larger than ${LARGEST}.`));
  const isSyntax = error instanceof SyntaxError;
  const reason = isSyntax ? `The body is not JSON (${error.message})` : error.message;
  return next(new ApiError(status, `${reason}. ${SEND}`));
};

export const jsonObject: readonly (RequestHandler | ErrorRequestHandler)[] = [
  readJson,
  requireObject,
  explain,
];

function nameOf(body: unknown): string {
  if (body === null) return 'null';
  return Array.isArray(body) ? 'a list' : `a ${typeof body}`;
}
