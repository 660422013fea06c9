/** The answer to a method that an address does not know. RFC 9110 §15.5.6 */
import type { RequestHandler } from 'express';
import { PageError } from '../errors.ts';

export function methodNotAllowed(allowed: string): RequestHandler {
  return function refuseMethod(_req, res) {
    res.set('Allow', allowed);
    throw new PageError('Method not allowed', `This address answers to ${allowed}.`, {
      status: 405,
    });
  };
}
