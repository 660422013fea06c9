/** A store in memory, bounded: when it is full, what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Store, StoreClock } from './store.ts';

export interface Bounds<T> extends Room<T> {
  /** Those of which anybody can make any number: with room of their own, they push out no others. */
  readonly apart?: Room<T> & { readonly holds: (value: T) => boolean };
  /**
   * Read with every request, and changed once in a while; or, where a change is the same to whoever reads, only
   * taken: see lease.ts. In memory, reading costs nothing.
   */
  readonly leaseAwaits?: 'changes' | 'ends';
}

interface Room<T> {
  /** How many values at the most. */
  readonly capacity: number;
  /** How large they may be together, and how large one is: for values of very unequal size. */
  readonly size?: { readonly largestTotal: number; readonly of: (value: T) => number };
}

export function createMemoryStore<T extends object>(
  clock: StoreClock,
  bounds: Bounds<T>,
): Store<T> {
  const { apart } = bounds;
  const cache = createCache(clock, bounds);
  const other = apart && createCache(clock, apart);

  const find = (key: string) => cache.get(key) ?? other?.get(key);
  const forget = (key: string) => {
    cache.delete(key);
    other?.delete(key);
  };
  const keep = (key: string, value: T, lifeInSeconds: number | undefined) => {
    const [room, elsewhere] = apart?.holds(value) && other ? [other, cache] : [cache, other];
    elsewhere?.delete(key);
    // A little less: lru-cache still hands a value out at the very end of its life.
    room.set(key, value, lifeInSeconds === undefined ? {} : { ttl: lifeInSeconds * 1000 - 0.5 });
  };
  const living = () => {
    const rooms = other ? [cache, other] : [cache];
    for (const room of rooms) room.purgeStale();
    return rooms;
  };

  // No await in any of them: nobody comes in between.
  return {
    async put(key, value, lifeInSeconds) {
      keep(key, value, lifeInSeconds);
    },
    async get(key) {
      return find(key);
    },
    async take(key, was) {
      const value = find(key);
      if (was !== undefined && value !== was) return undefined;
      forget(key);
      return value;
    },
    async replace(key, was, value, lifeInSeconds) {
      if (find(key) !== was) return undefined;
      keep(key, value, lifeInSeconds);
      return value;
    },
    count: async () => living().reduce((sum, { size }) => sum + size, 0),
    keys: async () => living().flatMap((room) => [...room.keys()]),
  };
}

/**
 * By size alone, also where only the number counts: with `max`, lru-cache takes the room for all entries
 * when it is made, and sweeps all of it whenever the last entry goes.
 */
function createCache<T extends object>(clock: StoreClock, { capacity, size }: Room<T>) {
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
