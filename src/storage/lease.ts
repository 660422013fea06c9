/**
 * For what is read with every request and changed once in a while: it is asked for once in a moment, not each
 * time, and what was written here counts as asked for. Who changes it waits until nobody holds an earlier value
 * any more: after that, every process knows.
 */
import { setTimeout } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from './store.ts';

/** Longer than the calls that one request of the app makes; shorter than anybody notices after a click. */
const LEASE_MS = 50;
const MOST_HELD = 1_000;

/** @param awaits Does each change wait until all know it, or only the end of a value? Then what is not there is not held, either. */
export function lease<T extends object>(
  store: Store<T>,
  awaits: 'changes' | 'ends',
  leaseMs = LEASE_MS,
): Store<T> {
  const held = new LRUCache<string, { read: Promise<T | undefined>; until: number }>({
    max: MOST_HELD,
  });

  /** From before it is asked, and not from the answer on: whoever changes it meanwhile does not know of this one. */
  const fromNowOn = () => performance.now() + leaseMs;
  /** By then, what is held anywhere is newer. A timer may be a little early. */
  const untilKnown = () => setTimeout(leaseMs + 2);
  const isWaitedFor = awaits === 'changes';

  return {
    ...store,
    get(key) {
      const known = held.get(key);
      if (known && performance.now() < known.until) return known.read;
      const until = fromNowOn();
      const read = store.get(key);
      held.set(key, { read, until });
      const drop = () => held.delete(key);
      read.then((value) => value === undefined && !isWaitedFor && drop(), drop);
      return read;
    },
    async put(key, value, seconds) {
      const until = fromNowOn();
      await store.put(key, value, seconds);
      held.set(key, { read: Promise.resolve(value), until });
      if (isWaitedFor) await untilKnown();
    },
    async take(key, was) {
      const taken = await store.take(key, was);
      held.delete(key);
      await untilKnown(); // where nothing was, too: another may have taken it just now
      return taken;
    },
    async replace(key, was, value, seconds) {
      const until = fromNowOn();
      const now = await store.replace(key, was, value, seconds);
      if (now === undefined) {
        held.delete(key); // others were quicker: what they have made is read next
        return undefined;
      }
      held.set(key, { read: Promise.resolve(now), until });
      if (isWaitedFor) await untilKnown();
      return now;
    },
  };
}
