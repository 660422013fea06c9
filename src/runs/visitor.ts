/** Who is before the browser, as far as we know: nobody, or the holder of a session. */
import { randomBytes } from 'node:crypto';
import type { CookieOptions, Request } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import type { Visitor } from '../http/visitor.ts';
import { networkOf } from '../http/address-network.ts';
import { digestOf } from '../secrets/digest.ts';

/** What a session holds once something was started in it. */
export interface Visit {
  /** Names this browser's transactions, its faults and its clock. Outlives the renewal of the session id, and leads to no run. */
  readonly visitorId: string;
  readonly csrfToken: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The latest runs of each grant, the newest first. */
  runs?: Readonly<Record<string, readonly RunName[]>>;
  /** How this visitor likes to run, as last chosen. */
  pace?: 'through' | 'step';
  /** Who is to sign in at the sandbox, as last chosen: a user name. */
  person?: string;
  /** A run of this visitor has come to a token. */
  readonly isSignedIn?: boolean;
}

/** How a session names a run. */
export interface RunName {
  readonly id: string;
  readonly number: number;
}

declare module 'express-session' {
  interface SessionData extends Partial<Omit<Visit, 'startedAt'>>, Pick<Visit, 'startedAt'> {}
}

export function currentVisitor(req: Request): string | undefined {
  return req.session.visitorId;
}

/** What the sandbox is told of a visitor: nobody can guess it, and it leads back to nobody. */
export function visitorMark(visitorId: string): string;
export function visitorMark(visitorId: string | undefined): string | undefined;
export function visitorMark(visitorId: string | undefined): string | undefined {
  return visitorId && digestOf(`sandbox ${visitorId}`);
}

/** Whom our server asks the sandbox for, while it answers this request. */
export function visitorOf(req: Request): Visitor {
  return { mark: visitorMark(currentVisitor(req)), network: networkOf(req.ip ?? '') };
}

/** @throws {InvalidRequestError} Nothing was started in this browser yet. */
export function requireMark(req: Request): string {
  const mark = visitorMark(currentVisitor(req));
  if (mark === undefined) throw new InvalidRequestError('Run a grant first.');
  return mark;
}

/** The browser's own requests to the sandbox inside carry the mark in it; those of our server, in a header. */
export const VISITOR_COOKIE = 'sandbox-visitor';

export function visitorCookie(isHttps: boolean): CookieOptions {
  return { path: '/sandbox', httpOnly: true, sameSite: 'lax', secure: isHttps };
}

/** What the browser is given at the sandbox from now on is this visitor's: it ages by their clock. */
export function setVisitorCookie(req: Request): void {
  setSandboxCookie(req, VISITOR_COOKIE, requireMark(req));
}

/** For the sandbox inside alone. @param value None takes it away. */
export function setSandboxCookie(req: Request, name: string, value: string | undefined): void {
  const isHttps = req.session.cookie.secure === true;
  if (isHttps && !req.secure) return; // as the session's: the browser would not keep it
  const options = visitorCookie(isHttps);
  if (value === undefined) req.res?.clearCookie(name, options);
  else req.res?.cookie(name, value, options);
}

/** Opens a session where there is none. Reading pages never does: only starting something. */
export function startVisit(req: Request, clock: () => number): string {
  if (req.session.visitorId !== undefined) return req.session.visitorId;
  const visit: Visit = { visitorId: secret(), csrfToken: secret(), startedAt: clock() };
  Object.assign(req.session, visit);
  setVisitorCookie(req);
  return visit.visitorId;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
