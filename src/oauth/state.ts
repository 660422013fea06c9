/** `state` and the transaction that it names: bound to one browser, used once, gone after ten minutes. RFC 6749 §10.12. */
import { hash, randomBytes } from 'node:crypto';
import { StateMismatchError } from '../errors/errors.ts';
import type { CreateStore } from '../storage/storage.ts';

/** What must be remembered between the authorization request and its response. */
export interface Transaction {
  readonly grantSlug: string;
  /** The run that it belongs to, where that is stored. */
  readonly runId?: string;
}

export interface TransactionStore {
  /** Remembers the transaction for this visitor and returns its fresh `state`. */
  begin(visitorId: string, transaction: Transaction): Promise<string>;
  /** Looks without taking: which grant is this `state` for, and was it used already? */
  find(visitorId: string, state: string): Promise<FoundTransaction | undefined>;
  /**
   * Takes the transaction: of several callers with the same state, one is given it.
   *
   * @throws {StateMismatchError} This browser never asked, has had its answer, or asked too long ago.
   */
  take(visitorId: string, state: string): Promise<Transaction>;
  forget(visitorId: string): Promise<void>;
}

export interface FoundTransaction {
  readonly transaction: Transaction;
  readonly isUsed: boolean;
}

interface Entry {
  readonly transaction: Transaction;
  readonly beganAt: number;
}

/** RFC 6749 §4.1.2 recommends ten minutes for a code, too. */
export const STATE_SECONDS = 10 * 60;
/** Longer than its life, so that a late or repeated answer is met with the right words. */
const REMEMBERED_SECONDS = 2 * STATE_SECONDS;
const OPEN_PER_VISITOR = 10;
const VISITORS = 10_000;
/** Of all visitors together: more is of no use, since their sessions have a bound, too. */
const MOST_OPEN = 2 * VISITORS;

/** @param clock Milliseconds since the epoch. */
export function createTransactionStore(
  createStore: CreateStore,
  clock: () => number,
): TransactionStore {
  const bounds = { capacity: MOST_OPEN };
  const time = { now: clock };
  const open = createStore<Entry>('transactions', time, bounds);
  const used = createStore<Entry>('used-transactions', time, bounds);
  const visitors = createStore<string[]>('visitors', time, { capacity: VISITORS });

  /** Remembers which transactions are a visitor's; the oldest beyond ten is given up. */
  async function enlist(visitorId: string, key: string): Promise<void> {
    const keys = [...((await visitors.get(visitorId)) ?? []), key];
    const surplus = keys.splice(0, Math.max(0, keys.length - OPEN_PER_VISITOR));
    await visitors.put(visitorId, keys, REMEMBERED_SECONDS);
    await Promise.all(surplus.map((one) => open.take(one)));
  }

  return {
    async begin(visitorId, transaction) {
      const state = randomBytes(32).toString('base64url');
      const key = keyOf(visitorId, state);
      await open.put(key, { transaction, beganAt: clock() }, REMEMBERED_SECONDS);
      await enlist(visitorId, key);
      return state;
    },
    async find(visitorId, state) {
      const key = keyOf(visitorId, state);
      const entry = await open.get(key); // first: who takes it, writes it down as used before
      const spent = await used.get(key);
      if (spent) return { transaction: spent.transaction, isUsed: true };
      return entry && { transaction: entry.transaction, isUsed: false };
    },
    async take(visitorId, state) {
      const key = keyOf(visitorId, state);
      const entry = await open.get(key);
      if (!entry)
        throw new StateMismatchError((await used.get(key)) ? 'used-state' : 'unknown-state');
      await used.put(key, entry, REMEMBERED_SECONDS); // first: a second click must find one of the two
      if (!(await open.take(key))) throw new StateMismatchError('used-state');
      if (clock() - entry.beganAt > STATE_SECONDS * 1000) {
        throw new StateMismatchError('expired-state');
      }
      return entry.transaction;
    },
    async forget(visitorId) {
      const keys = (await visitors.take(visitorId)) ?? [];
      await Promise.all(keys.flatMap((key) => [open.take(key), used.take(key)]));
    },
  };
}

/** A digest: the state itself is stored nowhere, and a key of any other length compares like any other. */
function keyOf(visitorId: string, state: string): string {
  return hash('sha256', `${visitorId} ${state}`, 'base64url');
}
