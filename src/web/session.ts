/** Sessions: an opaque id in a cookie, the data in a bounded store on the server. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { LRUCache } from 'lru-cache';

const IDLE_MS = 60 * 60_000;
const ABSOLUTE_MS = 8 * 60 * 60_000;
const MOST_SESSIONS = 10_000;

export interface SessionOptions {
  readonly secret: string | undefined;
  readonly isHttps: boolean;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** `__Host-` binds the cookie to this very host, where there is TLS. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-session' : 'session';
}

export function createSessions({ secret, isHttps, clock }: SessionOptions): RequestHandler {
  return session({
    store: new LruSessionStore(clock),
    // Demo only: made at start, so sessions end with the process, like everything in its memory.
    secret: secret ?? randomBytes(32).toString('base64'),
    name: sessionCookieName(isHttps),
    resave: false,
    saveUninitialized: false, // reading pages opens no session
    cookie: {
      httpOnly: true,
      sameSite: 'lax', // not strict: the return from bitbucket.org is a cross-site navigation
      secure: isHttps,
      path: '/',
    },
  });
}

/** Behind a TLS proxy that is not trusted, no cookie is ever sent, and no run can finish: say so, once. */
export function warnOfUnseenTls(isHttps: boolean): RequestHandler {
  let isSaid = !isHttps;
  return (req, _res, next) => {
    if (!isSaid && !req.secure) {
      isSaid = true;
      req.log.warn(
        'publicUrl is https, but this request is not: set trustedProxies to the number of proxies',
      );
    }
    next();
  };
}

/** Bounded, and forgetful by two clocks: after an idle hour, and eight hours after the start. */
class LruSessionStore extends session.Store {
  readonly #sessions = new LRUCache<string, string>({ max: MOST_SESSIONS, ttl: IDLE_MS });
  readonly #clock: () => number;

  constructor(clock: () => number) {
    super();
    this.#clock = clock;
  }

  override get(
    id: string,
    callback: (error: unknown, data?: session.SessionData | null) => void,
  ): void {
    const text = this.#sessions.get(id);
    const data = text === undefined ? null : (JSON.parse(text) as session.SessionData);
    const isOver = data !== null && this.#clock() - data.startedAt > ABSOLUTE_MS;
    if (isOver) this.#sessions.delete(id);
    callback(null, isOver ? null : data);
  }

  override set(id: string, data: session.SessionData, callback?: () => void): void {
    this.#sessions.set(id, JSON.stringify(data));
    callback?.();
  }

  override destroy(id: string, callback?: () => void): void {
    this.#sessions.delete(id);
    callback?.();
  }

  /** Used again: the idle hour begins anew. A session that is gone stays gone. */
  override touch(id: string, _data: session.SessionData, callback?: () => void): void {
    const text = this.#sessions.get(id);
    if (text !== undefined) this.#sessions.set(id, text);
    callback?.();
  }
}
