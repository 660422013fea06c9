/** Who is before the browser, as far as we know: nobody, or the holder of a session. */
import { hash, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { SessionData } from 'express-session';
import type { Visitor } from '../bitbucket/servers.ts';
import { networkOf } from '../http/address-network.ts';

declare module 'express-session' {
  interface SessionData {
    /** Names this browser's transactions and runs. Outlives the renewal of the session id. */
    visitorId?: string;
    /** In the place of visitorId, under an id that has been renewed: whose it was, and for which answer it was renewed. */
    retired?: { readonly visitorId: string; readonly state: string };
    csrfToken?: string;
    /** A run of this visitor has come to a token. */
    isSignedIn?: boolean;
    /** Milliseconds since the epoch. */
    startedAt: number;
  }
}

export function currentVisitor(req: Request): string | undefined {
  return req.session.visitorId;
}

/** What the sandbox is told of a visitor: nobody can guess it, and it leads back to nobody. */
export function visitorMark(visitorId: string): string;
export function visitorMark(visitorId: string | undefined): string | undefined;
export function visitorMark(visitorId: string | undefined): string | undefined {
  return visitorId && hash('sha256', `sandbox ${visitorId}`, 'base64url');
}

/** Whom our server asks the sandbox for, while it answers this request. */
export function visitorOf(req: Request): Visitor {
  return { mark: visitorMark(currentVisitor(req)), network: networkOf(req.ip ?? '') };
}

/** Who held the session id that this browser comes with, if that id was renewed for the answer with this `state`. */
export function retiredVisitor(req: Request, state: string | undefined): string | undefined {
  const { retired } = req.session;
  return retired !== undefined && retired.state === state ? retired.visitorId : undefined;
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
 * with the earlier id again. Together with the `state` of the answer that one leads to a new id, and
 * by itself to nothing: whoever planted it knows it, but not the state. See findTransaction.
 *
 * @param state Of the authorization response that brought the tokens, where one did.
 */
export async function renewSession(req: Request, state?: string): Promise<void> {
  const { sessionID: earlierId, sessionStore } = req;
  const { startedAt, csrfToken } = req.session;
  const visitorId = currentVisitor(req) ?? retiredVisitor(req, state);
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
  if (visitorId === undefined || startedAt === undefined || csrfToken === undefined) return;
  // The token of the forms stays: a form that is open in another tab must still be good.
  Object.assign(req.session, { visitorId, startedAt, csrfToken, isSignedIn: true });
  const { cookie } = req.session;
  const retired = state === undefined ? {} : { retired: { visitorId, state } };
  sessionStore.set(earlierId, { cookie, startedAt, csrfToken, ...retired });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
