/** Who is before the browser, as far as we know: nobody, or the holder of a session. */
import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { SessionData } from 'express-session';

declare module 'express-session' {
  interface SessionData {
    /** Names this browser's transactions and runs. Outlives the renewal of the session id. */
    visitorId: string;
    csrfToken: string;
    /** Milliseconds since the epoch. */
    startedAt: number;
  }
}

export function currentVisitor(req: Request): string | undefined {
  return req.session.visitorId;
}

/** Opens a session where there is none. Reading pages never does: only starting something. */
export function startVisit(req: Request, clock: () => number): string {
  if (req.session.visitorId !== undefined) return req.session.visitorId;
  const visit = { visitorId: secret(), csrfToken: secret(), startedAt: clock() };
  Object.assign(req.session, visit satisfies Partial<SessionData>);
  return visit.visitorId;
}

/** A new session id once tokens have come: an id that somebody planted or saw is worth nothing. */
export async function renewSession(req: Request): Promise<void> {
  const { visitorId, startedAt } = req.session;
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error as Error) : resolve()));
  });
  Object.assign(req.session, { visitorId, startedAt, csrfToken: secret() });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
