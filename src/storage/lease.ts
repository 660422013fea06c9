/**
 * For what is read with every request and changed once in a while: it is asked for once in a moment, not each
 * time. Who changes it waits until nobody holds an earlier value any more: after that, every process knows.
 */
import { setTimeout } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from './store.ts';

/** Longer than the calls that one request of the app makes; shorter than anybody notices after a click. */
const LEASE_MS = 50;
const MOST_HELD = 1_000;

/** @param isRarely Is each change waited for, or only the end of a value? */
export function lease<T extends object>(
  store: Store<T>,
  isRarely: 'changed' | 'taken',
  leaseMs = LEASE_MS,
): Store<T> {
  const held = new LRUCache<string, { read: Promise<T | undefined>; until: number }>({
    max: MOST_HELD,
  });

  async function ending<R>(end: Promise<R>): Promise<R> {
    const ended = await end;
    // By then, what is held anywhere is newer. A timer may be a little early.
    if (ended !== undefined) await setTimeout(leaseMs + 2);
    return ended;
  }
  const changing = isRarely === 'changed' ? ending : <R>(change: Promise<R>) => change;

  return {
    ...store,
    get(key) {
      const known = held.get(key);
      if (known && performance.now() < known.until) return known.read;
      // From now on, and not from the answer on: whoever changes it meanwhile does not know of this one.
      const until = performance.now() + leaseMs;
      const read = store.get(key);
      held.set(key, { read, until });
      read.catch(() => held.delete(key));
      return read;
    },
    async put(key, value, seconds) {
      await changing(store.put(key, value, seconds).then(() => value));
    },
    take: (key, was) => ending(store.take(key, was)),
    async replace(key, was, value, seconds) {
      const now = await changing(store.replace(key, was, value, seconds));
      if (now === undefined) held.delete(key); // others were quicker: what they have made is read next
      return now;
    },
  };
}
