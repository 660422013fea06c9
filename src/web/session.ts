/** Sessions: an opaque id in a cookie, the data in a bounded store on the server. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { deriveKey } from '../secrets/derive-key.ts';
import type { Secrets } from '../secrets/derive-key.ts';
import { digestOf } from '../secrets/digest.ts';
import type { CreateStore } from '../storage/storage.ts';
import { type Store, update } from '../storage/store.ts';

const IDLE_MS = 60 * 60_000;
const ABSOLUTE_MS = 8 * 60 * 60_000;
const MOST_SESSIONS = 10_000;

export interface SessionOptions {
  readonly secrets: Secrets | undefined;
  readonly isHttps: boolean;
  readonly createStore: CreateStore;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** `__Host-` binds the cookie to this very host, where there is TLS. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-session' : 'session';
}

export function createSessions(options: SessionOptions): RequestHandler {
  const { secrets, isHttps, createStore, clock } = options;
  return session({
    store: new SessionStore(createStore, clock),
    // Demo only: made at start, so sessions end with the process, like everything in its memory.
    secret: (
      secrets?.map((secret) => deriveKey(secret, 'session cookie')) ?? [randomBytes(32)]
    ).map((key) => key.toString('base64')),
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

/** A life is as good as new for its first minute: else each click would write it anew. */
const FRESH_MS = 60_000;

declare module 'express-session' {
  interface SessionData {
    /** Milliseconds since the epoch, to within a minute: when its idle hour began. */
    usedAt?: number;
  }
}

/**
 * Bounded, and forgetful by two clocks: after an idle hour, and eight hours after the start. Sessions
 * that have come to a token are kept apart: a flood of started runs cannot push them out.
 */
export class SessionStore extends session.Store {
  readonly #sessions: Store<session.SessionData>;
  readonly #clock: () => number;
  /** Of each session that a request has in hand, what was stored last. */
  readonly #stored = new WeakMap<session.SessionData, string>();

  constructor(createStore: CreateStore, clock: () => number) {
    super();
    const holds = ({ isSignedIn = false }: session.SessionData) => !isSignedIn;
    const bounds = { capacity: MOST_SESSIONS, apart: { capacity: MOST_SESSIONS, holds } };
    this.#sessions = createStore('sessions', { now: clock }, bounds);
    this.#clock = clock;
  }

  override get(id: string, callback: Callback): void {
    answer(this.#sessions.get(digestOf(id)), callback);
  }

  override set(id: string, data: session.SessionData, callback?: Callback): void {
    answer(this.#store(digestOf(id), data), callback);
  }

  override destroy(id: string, callback?: Callback): void {
    answer(this.#sessions.take(digestOf(id)), callback);
  }

  /**
   * Used again: the idle hour begins anew. A session that is gone stays gone, and one that was renewed meanwhile, renewed.
   * The answer does not wait for it, or it would go out in two pieces. Where it fails, the storage has told of it.
   */
  override touch(id: string, data: session.SessionData, callback?: Callback): void {
    this.#prolong(digestOf(id), data).catch(() => undefined);
    callback?.();
  }

  /** With a run, see saveRun; and at the end of a request, unless that was all. */
  async #store(key: string, data: session.SessionData): Promise<void> {
    if (this.#stored.get(data) === JSON.stringify(data)) return;
    data.usedAt = this.#clock();
    const text = JSON.stringify(data); // the cookie is an object with methods: this keeps what matters of it
    await this.#sessions.put(key, JSON.parse(text) as session.SessionData, this.#lifeOf(data));
    this.#stored.set(data, text);
  }

  async #prolong(key: string, data: session.SessionData): Promise<void> {
    const usedAt = this.#clock();
    if (usedAt - (data.usedAt ?? 0) < FRESH_MS) return;
    const again = (found?: session.SessionData) => found && { ...found, usedAt };
    await update(this.#sessions, key, again, this.#lifeOf(data));
  }

  /** The idle hour, or what is left of the eight, in seconds. */
  #lifeOf({ startedAt }: session.SessionData): number {
    return Math.max(0, Math.min(IDLE_MS, startedAt + ABSOLUTE_MS - this.#clock())) / 1000;
  }
}

type Callback = (error?: unknown, data?: session.SessionData | null) => void;

/** express-session speaks callbacks. What a callback throws is not the store's failure. */
function answer(result: Promise<unknown>, callback: Callback | undefined): void {
  result.then(
    (data) => process.nextTick(() => callback?.(null, data as session.SessionData | null)),
    (error: unknown) => process.nextTick(() => callback?.(error)),
  );
}
