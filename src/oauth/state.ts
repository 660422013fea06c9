/** `state` and the transaction that it names: bound to one browser, used once, gone after ten minutes. RFC 6749 §10.12. */
import { hash, randomBytes } from 'node:crypto';
import { StateMismatchError } from '../errors/errors.ts';
import type { CreateStore } from '../storage/storage.ts';
import { update } from '../storage/store.ts';

/** What must be remembered between the authorization request and its response. */
export interface Transaction {
  readonly grantSlug: string;
  /** The run that it belongs to, where that is stored. */
  readonly runId?: string;
}

export interface TransactionStore {
  /** Remembers what the `state`, a fresh one, stands for with this visitor. */
  begin(visitorId: string, state: string, transaction: Transaction): Promise<void>;
  /** Looks without taking: which grant is this `state` for, and was it used already? */
  find(visitorId: string, state: string): Promise<FoundTransaction | undefined>;
  /**
   * Takes the transaction that was found: of several callers at once, one does.
   *
   * @throws {StateMismatchError} It has had its answer, was forgotten, or was begun too long ago.
   */
  take(found: FoundTransaction): Promise<void>;
  forget(visitorId: string): Promise<void>;
}

export interface FoundTransaction {
  readonly transaction: Transaction;
  /** An answer came before. */
  readonly isUsed: boolean;
  /** Where it is kept, and as what. */
  readonly kept: { readonly key: string; readonly entry: Entry };
}

interface Entry {
  readonly transaction: Transaction;
  readonly beganAt: number;
  readonly isUsed: boolean;
}

/** RFC 6749 §4.1.2 recommends ten minutes for a code, too. */
export const STATE_SECONDS = 10 * 60;
/** Longer than its life, so that a late or repeated answer is met with the right words. */
const REMEMBERED_SECONDS = 2 * STATE_SECONDS;
const OPEN_PER_VISITOR = 10;
const VISITORS = 10_000;
/** Of all visitors together: more is of no use, since their sessions have a bound, too. */
const MOST_OPEN = 2 * VISITORS;

/** Nobody can guess it. RFC 6749 §10.10 */
export function createState(): string {
  return randomBytes(32).toString('base64url');
}

/** @param clock Milliseconds since the epoch. */
export function createTransactionStore(
  createStore: CreateStore,
  clock: () => number,
): TransactionStore {
  const time = { now: clock };
  const entries = createStore<Entry>('transactions', time, {
    capacity: MOST_OPEN,
    apart: { capacity: MOST_OPEN, holds: ({ isUsed }) => isUsed },
  });
  const visitors = createStore<string[]>('visitors', time, { capacity: VISITORS });

  /** Remembers which transactions are a visitor's; the oldest beyond ten is given up. */
  async function enlist(visitorId: string, key: string): Promise<void> {
    let surplus: string[] = [];
    const add = (listed: readonly string[] = []) => {
      const keys = [...listed, key];
      surplus = keys.slice(0, -OPEN_PER_VISITOR);
      return keys.slice(-OPEN_PER_VISITOR);
    };
    await update(visitors, visitorId, add, REMEMBERED_SECONDS); // several may begin at once
    await Promise.all(surplus.map(giveUp));
  }

  /** Unless it was used: a late reload must still be met with the right words. */
  async function giveUp(key: string): Promise<void> {
    const entry = await entries.get(key);
    if (entry && !entry.isUsed) await entries.take(key, entry);
  }

  return {
    async begin(visitorId, state, transaction) {
      const key = keyOf(visitorId, state);
      const entry = { transaction, beganAt: clock(), isUsed: false };
      // At once, which on Redis is one way there and back.
      await Promise.all([entries.put(key, entry, REMEMBERED_SECONDS), enlist(visitorId, key)]);
    },
    async find(visitorId, state) {
      const key = keyOf(visitorId, state);
      const entry = await entries.get(key);
      return (
        entry && { transaction: entry.transaction, isUsed: entry.isUsed, kept: { key, entry } }
      );
    },
    async take({ kept: { key, entry } }) {
      const used = { ...entry, isUsed: true };
      const isMine = !entry.isUsed && (await entries.replace(key, entry, used, REMEMBERED_SECONDS));
      if (!isMine)
        throw new StateMismatchError((await entries.get(key)) ? 'used-state' : 'unknown-state');
      if (clock() - entry.beganAt > STATE_SECONDS * 1000)
        throw new StateMismatchError('expired-state');
    },
    async forget(visitorId) {
      const keys = (await visitors.take(visitorId)) ?? [];
      await Promise.all(keys.map((key) => entries.take(key)));
    },
  };
}

/** A digest: the state itself is stored nowhere, and a key of any other length compares like any other. */
function keyOf(visitorId: string, state: string): string {
  return hash('sha256', `${visitorId} ${state}`, 'base64url');
}
