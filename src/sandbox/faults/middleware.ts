/** Applies the faults that are set for a request, before anything answers it. */
import type { Request, RequestHandler } from 'express';
import type { Context } from '../context.ts';
import { noteFault } from '../http/whole-request-log.ts';
import type { FaultBook } from './fault-book.ts';
import type { FaultContext } from './fault-kind.ts';
import { createHeldBack } from './held-back.ts';
import { targetOf } from './target.ts';

/** Whose request is this? In the app it knows; else it is the client's. */
export type VisitorOf = (req: Request) => string | undefined | Promise<string | undefined>;

/** A class behind one address, each with a tab or two that waits. */
const MOST_HELD_OF_NETWORK = 100;

export function createFaultMiddleware(
  context: Context,
  faults: FaultBook,
  visitorOf: VisitorOf,
): RequestHandler {
  const heldBack = context.settings.isShared ? createHeldBack(MOST_HELD_OF_NETWORK) : undefined;
  const applyFault: RequestHandler = async (req, res, next) => {
    const target = targetOf(req.path);
    const visitor = await visitorOf(req);
    if (res.closed) return; // the client gave up meanwhile
    const isPreflight = req.method === 'OPTIONS';
    const active = faults.take({ ...target, visitor, isPreflight });
    if (!active) {
      next();
      return;
    }
    const { fault, kind } = active;
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
    const cutOff = () => void req.socket.destroy();
    active.begin(cutOff);
    const release = heldBack?.add(context.callerOf(req).network, cutOff);
    res.once('close', () => {
      release?.();
      active.end(cutOff, faultContext.isApplied);
      if (!faultContext.isApplied) noteFault(res, null);
    });
    noteFault(res, fault.fault); // for the received requests
    if (endpoint === 'api') res.set('Access-Control-Allow-Origin', '*'); // pages see it as well
    kind.apply(faultContext);
  };
  return function applyIfAny(req, res, next) {
    const isSpared = req.path.startsWith('/_sandbox/'); // the sandbox's own pages stay whole
    return faults.isEmpty || isSpared ? next() : applyFault(req, res, next);
  };
}
