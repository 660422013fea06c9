/** Sessions: an opaque id in a cookie, the data in a bounded store on the server. */
import { hash, randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import { deriveKey } from '../secrets/derive-key.ts';
import type { Secrets } from '../secrets/derive-key.ts';
import type { CreateStore } from '../storage/storage.ts';
import type { Store } from '../storage/store.ts';

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

/**
 * Bounded, and forgetful by two clocks: after an idle hour, and eight hours after the start. Sessions
 * that have come to a token are kept apart: a flood of started runs cannot push them out.
 *
 * A session has come to a token when it gets its id, or never; and it may lose what it has (renewSession).
 */
export class SessionStore extends session.Store {
  readonly #signedIn: Store<session.SessionData>;
  readonly #others: Store<session.SessionData>;
  readonly #clock: () => number;

  constructor(createStore: CreateStore, clock: () => number) {
    super();
    const bounds = { capacity: MOST_SESSIONS };
    this.#signedIn = createStore('signed-in-sessions', { now: clock }, bounds);
    this.#others = createStore('sessions', { now: clock }, bounds);
    this.#clock = clock;
  }

  override get(id: string, callback: Callback): void {
    answer(this.#find(keyOf(id)), callback);
  }

  override set(id: string, data: session.SessionData, callback?: Callback): void {
    answer(this.#store(keyOf(id), data), callback);
  }

  override destroy(id: string, callback?: Callback): void {
    const key = keyOf(id);
    answer(Promise.all([this.#signedIn.take(key), this.#others.take(key)]), callback);
  }

  /**
   * Used again: the idle hour begins anew. A session that is gone stays gone, and one that was renewed meanwhile, renewed.
   * The answer does not wait for it, or it would go out in two pieces. Where it fails, the storage has told of it.
   */
  override touch(id: string, data: session.SessionData, callback?: Callback): void {
    this.#prolong(keyOf(id), this.#lifeOf(data)).catch(() => undefined);
    callback?.();
  }

  async #find(key: string) {
    return (await this.#signedIn.get(key)) ?? this.#others.get(key);
  }

  async #store(key: string, data: session.SessionData) {
    const { isSignedIn = false } = data;
    const [store, other] = isSignedIn
      ? [this.#signedIn, this.#others]
      : [this.#others, this.#signedIn];
    await store.put(key, toPlain(data), this.#lifeOf(data));
    await other.take(key); // then, so that it is always somewhere
  }

  async #prolong(key: string, seconds: number) {
    const again = (found?: session.SessionData) => found;
    return (
      (await this.#signedIn.update(key, again, seconds)) ?? this.#others.update(key, again, seconds)
    );
  }

  /** The idle hour, or what is left of the eight, in seconds. */
  #lifeOf({ startedAt }: session.SessionData): number {
    return Math.max(0, Math.min(IDLE_MS, startedAt + ABSOLUTE_MS - this.#clock())) / 1000;
  }
}

type Callback = (error?: unknown, data?: session.SessionData | null) => void;

/** The cookie is an object with methods; JSON keeps what matters of it. */
function toPlain(data: session.SessionData): session.SessionData {
  return JSON.parse(JSON.stringify(data)) as session.SessionData;
}

/** express-session speaks callbacks. What a callback throws is not the store's failure. */
function answer(result: Promise<unknown>, callback: Callback | undefined): void {
  result.then(
    (data) => process.nextTick(() => callback?.(null, data as session.SessionData | null)),
    (error: unknown) => process.nextTick(() => callback?.(error)),
  );
}

/** Whoever reads the store learns no session id. */
function keyOf(id: string): string {
  return hash('sha256', id, 'base64url');
}
