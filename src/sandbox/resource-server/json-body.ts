/** The body of a write: JSON, at most 10 kB, kept as text until the token has been looked at. */
import express, { type Request, type RequestHandler } from 'express';
import { badRequest } from './api-errors.ts';

export const jsonBody: RequestHandler = express.text({ type: 'application/json', limit: 10_240 });

/** @throws {ApiError} 400: not JSON. */
export function readJson(req: Request): unknown {
  const body: unknown = req.body;
  if (typeof body !== 'string' || body === '' || !req.is('application/json')) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw badRequest({ body: ['The body is not JSON.'] });
  }
}
