/** What the sandbox remembers: three verbs with an expiry, so that Redis can stand behind them too. */
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

export interface Store<T> {
  /** Keeps a value for so many seconds; without a number, until it is taken or pushed out. */
  put(key: string, value: T, lifeInSeconds?: number): Promise<void>;
  get(key: string): Promise<T | undefined>;
  /** Hands the value out and forgets it in one step: of twenty callers at once, one receives it. */
  take(key: string): Promise<T | undefined>;
  /** How many values live. */
  count(): Promise<number>;
  /** The keys that live, for whoever wants to see that only hashes are stored. */
  keys(): Promise<string[]>;
}

/** In memory and bounded: when it is full, what was not used for longest goes first. */
export function createMemoryStore<T extends object>(clock: Clock, capacity: number): Store<T> {
  const cache = new LRUCache<string, T>({ max: capacity, ttlResolution: 0, perf: clock });
  return {
    async put(key, value, lifeInSeconds) {
      // One less: lru-cache still hands a value out at the very end of its life.
      cache.set(key, value, lifeInSeconds === undefined ? {} : { ttl: lifeInSeconds * 1000 - 1 });
    },
    async get(key) {
      return cache.get(key);
    },
    async take(key) {
      const value = cache.get(key);
      cache.delete(key); // no await between the two lines: nobody comes in between
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
