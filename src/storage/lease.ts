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

export function lease<T extends object>(store: Store<T>, leaseMs = LEASE_MS): Store<T> {
  const held = new LRUCache<string, { read: Promise<T | undefined>; until: number }>({
    max: MOST_HELD,
  });

  async function changing<R>(change: Promise<R>): Promise<R> {
    const changed = await change;
    // By then, what is held anywhere is newer. A timer may be a little early.
    if (changed !== undefined) await setTimeout(leaseMs + 2);
    return changed;
  }

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
    take: (key, isMeant) => changing(store.take(key, isMeant)),
    update: (key, change, seconds) => changing(store.update(key, change, seconds)),
  };
}
