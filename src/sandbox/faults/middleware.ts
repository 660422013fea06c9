/** Lets the faults strike that are set for a request, before anything answers it. */
import type { Request, RequestHandler } from 'express';
import type { Context } from '../context.ts';
import { noteFault } from '../http/whole-request-log.ts';
import type { Endpoint } from './fault.ts';
import { type FaultBook, faultKinds } from './index.ts';

/** Whose request is this? In the app it knows; else it is the client's. */
export type VisitorOf = (req: Request) => string | undefined | Promise<string | undefined>;

const ENDPOINTS: readonly (readonly [RegExp, Endpoint])[] = [
  [/^\/site\/oauth2\/authorize$/, 'authorize'],
  [/^\/site\/oauth2\/access_token$/, 'token'],
  [/^(?:\/api)?\/2\.0(?:\/|$)/, 'api'],
];

export function createFaultMiddleware(
  context: Context,
  faults: FaultBook,
  visitorOf: VisitorOf,
): RequestHandler {
  const strike: RequestHandler = async (req, res, next) => {
    const path = req.path.replace(/^\/api(?=\/2\.0)/, '');
    const endpoint = ENDPOINTS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
    const fault = faults.take({ endpoint, path, visitor: await visitorOf(req) });
    const kind = faultKinds.find(({ name }) => name === fault?.fault);
    if (!fault || !kind) {
      next();
      return;
    }
    noteFault(res, fault.fault); // for the received requests
    if (endpoint === 'api') res.set('Access-Control-Allow-Origin', '*'); // pages see it as well
    kind.strike({ fault, endpoint, context, req, res, goOn: next });
  };
  return function strikeIfAny(req, res, next) {
    // A preflight is the browser's, not the client's; the sandbox's own pages stay whole.
    const isSpared = req.method === 'OPTIONS' || req.path.startsWith('/_sandbox/');
    return faults.isEmpty || isSpared ? next() : strike(req, res, next);
  };
}
