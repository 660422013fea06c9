/** A store in memory, bounded: when it is full, what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Store, StoreClock } from './store.ts';

export interface Bounds<T> {
  /** How many values at the most. */
  readonly capacity: number;
  /** How large they may be together, and how large one is: for values of very unequal size. */
  readonly size?: { readonly largestTotal: number; readonly of: (value: T) => number };
  /** Read with every request, changed once in a while: see lease.ts. In memory, reading costs nothing. */
  readonly isRarelyChanged?: true;
}

export function createMemoryStore<T extends object>(
  clock: StoreClock,
  bounds: Bounds<T>,
): Store<T> {
  const cache = createCache(clock, bounds);
  const keep = (key: string, value: T, lifeInSeconds: number | undefined) =>
    // A little less: lru-cache still hands a value out at the very end of its life.
    cache.set(key, value, lifeInSeconds === undefined ? {} : { ttl: lifeInSeconds * 1000 - 0.5 });

  // No await in any of them: nobody comes in between.
  return {
    async put(key, value, lifeInSeconds) {
      keep(key, value, lifeInSeconds);
    },
    async get(key) {
      return cache.get(key);
    },
    async take(key, isMeant) {
      const value = cache.get(key);
      if (value === undefined || isMeant?.(value) === false) return undefined;
      cache.delete(key);
      return value;
    },
    async update(key, change, lifeInSeconds) {
      const value = change(cache.get(key));
      if (value !== undefined) keep(key, value, lifeInSeconds);
      return value;
    },
    async count() {
      cache.purgeStale();
      return cache.size;
    },
    async keys() {
      cache.purgeStale();
      return [...cache.keys()];
    },
  };
}

/**
 * By size alone, also where only the number counts: with `max`, lru-cache takes the room for all entries
 * when it is made, and sweeps all of it whenever the last entry goes.
 */
function createCache<T extends object>(clock: StoreClock, { capacity, size }: Bounds<T>) {
  const { largestTotal, of } = size ?? { largestTotal: capacity, of: () => 1 };
  const smallest = Math.ceil(largestTotal / capacity); // so that there are never more than `capacity`
  return new LRUCache<string, T>({
    maxSize: largestTotal,
    sizeCalculation: (value) => Math.max(smallest, of(value)),
    ttlResolution: 0,
    // Never 0, wherever the clock was set: lru-cache takes a life that began at 0 for an endless one.
    perf: { now: () => clock.now() + 0.5 },
  });
}
