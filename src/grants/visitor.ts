/** Who is before the browser, as far as we know: nobody, or the holder of a session. */
import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { SessionData } from 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** Names this browser's transactions and runs. Outlives the renewal of the session id. */
    visitorId?: string;
    /** In the place of visitorId, under an id that has been renewed: whose it was. */
    retiredVisitorId?: string;
    csrfToken?: string;
    /** Milliseconds since the epoch. */
    startedAt: number;
  }
}

export function currentVisitor(req: Request): string | undefined {
  return req.session.visitorId;
}

/** Who held the session id that this browser comes with, if that id has been renewed since. */
export function retiredVisitor(req: Request): string | undefined {
  return req.session.retiredVisitorId;
}

/** Opens a session where there is none. Reading pages never does: only starting something. */
export function startVisit(req: Request, clock: () => number): string {
  if (req.session.visitorId !== undefined) return req.session.visitorId;
  const visit = { visitorId: secret(), csrfToken: secret(), startedAt: clock() };
  Object.assign(req.session, visit satisfies Partial<SessionData>);
  return visit.visitorId;
}

/**
 * A new session id once tokens have come: an id that somebody planted or saw is worth nothing.
 *
 * The answer with the new id may never arrive: a second click takes its place, and the browser comes
 * with the earlier id again. That one leads to no data, only back to a new id: see findTransaction.
 */
export async function renewSession(req: Request): Promise<void> {
  const { sessionID: earlierId, sessionStore } = req;
  const { visitorId = retiredVisitor(req), startedAt, csrfToken } = req.session;
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
  Object.assign(req.session, { visitorId, startedAt, csrfToken: secret() });
  if (visitorId === undefined || startedAt === undefined || csrfToken === undefined) return;
  const { cookie } = req.session;
  sessionStore.set(earlierId, { cookie, startedAt, csrfToken, retiredVisitorId: visitorId });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
