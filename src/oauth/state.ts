/** `state` and the transaction that it names: bound to one browser, used once, gone after ten minutes. RFC 6749 §10.12. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { StateMismatchError } from '../errors.ts';

/** What must be remembered between the authorization request and its response. */
export interface Transaction {
  readonly grantSlug: string;
  /** The server that was asked: the answer must come from the same one. RFC 9700 §2.1. */
  readonly serverId: string;
  readonly codeVerifier?: string;
}

export interface TransactionStore {
  /** Remembers the transaction for this visitor and returns its fresh `state`. */
  begin(visitorId: string, transaction: Transaction): string;
  /** Looks without taking: which grant is this `state` for, and was it used already? */
  find(visitorId: string, state: string): { transaction: Transaction; isUsed: boolean } | undefined;
  /**
   * Takes the transaction: a second call with the same state fails.
   *
   * @throws {StateMismatchError} This browser never asked, has had its answer, or asked too long ago.
   */
  take(visitorId: string, state: string): Transaction;
  forget(visitorId: string): void;
}

interface Entry {
  readonly stateDigest: Buffer;
  readonly transaction: Transaction;
  readonly beganAt: number;
  isUsed: boolean;
}

const LIFE_MS = 10 * 60_000;
const OPEN_PER_VISITOR = 10;
const VISITORS = 10_000;

/** @param clock Milliseconds since the epoch. */
export function createTransactionStore(clock: () => number): TransactionStore {
  const entriesByVisitor = new LRUCache<string, Entry[]>({ max: VISITORS, ttl: 2 * LIFE_MS });

  function findEntry(visitorId: string, state: string): Entry | undefined {
    const stateDigest = digest(state); // equal lengths: timingSafeEqual throws on unequal ones
    return entriesByVisitor
      .get(visitorId)
      ?.find((entry) => timingSafeEqual(entry.stateDigest, stateDigest));
  }

  return {
    begin(visitorId, transaction) {
      const state = randomBytes(32).toString('base64url');
      const entry = { stateDigest: digest(state), transaction, beganAt: clock(), isUsed: false };
      const entries = [...(entriesByVisitor.get(visitorId) ?? []), entry];
      entriesByVisitor.set(visitorId, entries.slice(-OPEN_PER_VISITOR));
      return state;
    },
    find: (visitorId, state) => findEntry(visitorId, state),
    take(visitorId, state) {
      const entry = findEntry(visitorId, state);
      if (!entry || entry.isUsed) throw new StateMismatchError('unknown-state');
      entry.isUsed = true;
      if (clock() - entry.beganAt > LIFE_MS) throw new StateMismatchError('expired-state');
      return entry.transaction;
    },
    forget: (visitorId) => void entriesByVisitor.delete(visitorId),
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
