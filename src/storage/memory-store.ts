/** A store in memory, bounded: when it is full, what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Store, StoreClock } from './store.ts';

export interface Bounds<T> {
  /** How many values at the most. */
  readonly capacity: number;
  /** How large they may be together, and how large one is: for values of very unequal size. */
  readonly size?: { readonly largestTotal: number; readonly of: (value: T) => number };
}

export function createMemoryStore<T extends object>(
  clock: StoreClock,
  bounds: Bounds<T>,
): Store<T> {
  let opened: LRUCache<string, T> | undefined;
  // At the first use: lru-cache takes the room for all its entries at once, which delays a start.
  const open = () => (opened ??= createCache(clock, bounds));
  return {
    async put(key, value, lifeInSeconds) {
      // One less: lru-cache still hands a value out at the very end of its life.
      open().set(key, value, lifeInSeconds === undefined ? {} : { ttl: lifeInSeconds * 1000 - 1 });
    },
    async get(key) {
      return opened?.get(key);
    },
    async take(key) {
      const value = opened?.get(key);
      opened?.delete(key); // no await between the two lines: nobody comes in between
      return value;
    },
    async count() {
      opened?.purgeStale();
      return opened?.size ?? 0;
    },
    async keys() {
      opened?.purgeStale();
      return [...(opened?.keys() ?? [])];
    },
  };
}

function createCache<T extends object>(clock: StoreClock, bounds: Bounds<T>) {
  return new LRUCache<string, T>({
    max: bounds.capacity,
    ttlResolution: 0,
    perf: clock,
    ...(bounds.size && { maxSize: bounds.size.largestTotal, sizeCalculation: bounds.size.of }),
  });
}
