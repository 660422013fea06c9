/** "Forget everything": ends the session and all that belongs to it, on the server. */
import type { RequestHandler } from 'express';
import { currentVisitor } from '../grants/visitor.ts';
import type { RunStore } from '../grants/run.ts';
import type { TransactionStore } from '../oauth/state.ts';
import { VISITOR_COOKIE, visitorCookie } from './sandbox-faults.ts';
import { sessionCookieName } from './session.ts';

export function forgetEverything(
  runs: RunStore,
  transactions: TransactionStore,
  isHttps: boolean,
): RequestHandler {
  return async (req, res, next) => {
    const visitorId = currentVisitor(req);
    if (visitorId !== undefined) {
      const runIds = Object.values(req.session.runIds ?? {});
      await Promise.all([runs.forget(runIds), transactions.forget(visitorId)]);
    }
    req.session.destroy((error: unknown) => {
      if (error) return next(error);
      res.clearCookie(sessionCookieName(isHttps), { path: '/', secure: isHttps, httpOnly: true });
      res.clearCookie(VISITOR_COOKIE, visitorCookie(isHttps));
      return res.redirect(303, '/');
    });
  };
}
