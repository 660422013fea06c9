/** Applies the faults that are set for a request, before anything answers it. */
import type { Request, RequestHandler } from 'express';
import type { Report } from '../../http/report.ts';
import { StorageError } from '../../storage/storage-error.ts';
import type { Context } from '../context.ts';
import { recordFault } from '../http/whole-request-log.ts';
import type { FaultBook } from './fault-book.ts';
import type { FaultContext } from './fault-kind.ts';
import type { Aimed } from './fault-list.ts';
import { createHeldBack } from './held-back.ts';
import { targetOf } from './target.ts';
import type { VisitorFaults } from './visitor-faults.ts';

/** Whose request is this? In the app it knows; else it is the client's. */
export type VisitorOf = (req: Request) => string | undefined | Promise<string | undefined>;

/** A class behind one address, each with a tab or two that waits. */
const MOST_HELD_OF_NETWORK = 100;

interface MiddlewareOptions {
  readonly visitorOf: VisitorOf;
  readonly visitorFaults: VisitorFaults | undefined;
  readonly report: Report;
}

export function createFaultMiddleware(
  context: Context,
  faults: FaultBook,
  { visitorOf, visitorFaults, report }: MiddlewareOptions,
): RequestHandler {
  const { callerOf, settings } = context;
  const heldBack = settings.isShared ? createHeldBack(MOST_HELD_OF_NETWORK) : undefined;

  const applyFault: RequestHandler = async (req, res, next) => {
    const target = targetOf(req.path);
    const visitor = await visitorOf(req);
    if (res.closed) return; // the client gave up meanwhile
    const request = { ...target, visitor, isPreflight: req.method === 'OPTIONS' };
    const active = faults.take(request) ?? (await takeStored(visitorFaults, request));
    if (!active) return next();
    const { fault, kind } = active;
    // Told to the log alone: the answer is over by then.
    const end = (isApplied: boolean) =>
      Promise.resolve(active.end(isApplied)).catch((error: unknown) => report(error, req));
    if (res.closed) return end(false);
    const cutOff = () => void req.socket.destroy();
    faults.inFlight.add(cutOff);
    const release = heldBack?.add(callerOf(req).network, cutOff);
    const { endpoint } = target;
    const faultContext: FaultContext = {
      fault,
      endpoint,
      context,
      req,
      res,
      isApplied: true,
      next,
    };
    res.once('close', () => {
      release?.();
      faults.inFlight.delete(cutOff);
      void end(faultContext.isApplied);
      if (!faultContext.isApplied) recordFault(res, null);
    });
    recordFault(res, fault.fault); // for the received requests
    if (endpoint === 'api') res.set('Access-Control-Allow-Origin', '*'); // pages see it as well
    kind.apply(faultContext);
  };

  return function applyIfAny(req, res, next) {
    const isSpared = req.path.startsWith('/_sandbox/'); // the sandbox's own pages stay whole
    const isNone = faults.isEmpty && (!visitorFaults || callerOf(req).mark === undefined);
    return isNone || isSpared ? next() : applyFault(req, res, next);
  };
}

/** Where the storage is away, whoever answers the request says so, in words of their own. */
async function takeStored(visitorFaults: VisitorFaults | undefined, request: Aimed) {
  try {
    return await visitorFaults?.take(request);
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}
