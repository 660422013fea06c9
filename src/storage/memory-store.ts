/** A store in memory, bounded: when it is full, what was not used for longest goes first. */
import { LRUCache } from 'lru-cache';
import type { Store, StoreClock } from './store.ts';

export interface Bounds<T> {
  /** How many values at the most. */
  readonly capacity: number;
  /** How large they may be together, and how large one is: for values of very unequal size. */
  readonly size?: { readonly largestTotal: number; readonly of: (value: T) => number };
  /** What has only been begun is kept apart, as much again: a flood of it pushes out nothing else. */
  readonly isUnfinished?: (value: T) => boolean;
}

export function createMemoryStore<T extends object>(
  clock: StoreClock,
  bounds: Bounds<T>,
): Store<T> {
  const { isUnfinished = () => false } = bounds;
  let finished: LRUCache<string, T> | undefined;
  let unfinished: LRUCache<string, T> | undefined;
  const both = () => [finished, unfinished].filter((cache) => cache !== undefined);

  const find = (key: string) => finished?.get(key) ?? unfinished?.get(key);
  function forget(key: string): void {
    for (const cache of both()) remove(cache, key);
  }
  function keep(key: string, value: T, lifeInSeconds: number | undefined): void {
    // At the first use: lru-cache takes the room for all its entries at once, which delays a start.
    const cache = isUnfinished(value)
      ? (unfinished ??= createCache(clock, bounds))
      : (finished ??= createCache(clock, bounds));
    for (const other of both()) if (other !== cache) remove(other, key);
    // A little less: lru-cache still hands a value out at the very end of its life.
    cache.set(key, value, lifeInSeconds === undefined ? {} : { ttl: lifeInSeconds * 1000 - 0.5 });
  }
  function keysOf(cache: LRUCache<string, T>): string[] {
    cache.purgeStale();
    return [...cache.keys()];
  }

  // No await in any of them: nobody comes in between.
  return {
    async put(key, value, lifeInSeconds) {
      keep(key, value, lifeInSeconds);
    },
    async get(key) {
      return find(key);
    },
    async take(key) {
      const value = find(key);
      forget(key);
      return value;
    },
    async update(key, change, lifeInSeconds) {
      const value = change(find(key));
      if (value !== undefined) keep(key, value, lifeInSeconds);
      return value;
    },
    async count() {
      return both().flatMap(keysOf).length;
    },
    async keys() {
      return both().flatMap(keysOf);
    },
  };
}

/** Stands for what was taken. */
const NOTHING = {};
/** Before every moment that a clock may be set to. */
const LONG_AGO = Number.MIN_SAFE_INTEGER;

/**
 * When its last value goes, lru-cache sweeps the room of all that it could hold: a store that is empty
 * now and then would pay for its capacity each time. So its place is kept, by nothing, which is too old
 * to be found.
 */
function remove<T extends object>(cache: LRUCache<string, T>, key: string): void {
  if (!cache.has(key)) return;
  if (cache.size > 1) cache.delete(key);
  else cache.set(key, NOTHING as T, { ttl: 1, start: LONG_AGO, ...(cache.maxSize && { size: 1 }) });
}

function createCache<T extends object>(clock: StoreClock, bounds: Bounds<T>) {
  return new LRUCache<string, T>({
    max: bounds.capacity,
    ttlResolution: 0,
    noDeleteOnStaleGet: true, // see remove
    // Never 0, wherever the clock was set: lru-cache takes a life that began at 0 for an endless one.
    perf: { now: () => clock.now() + 0.5 },
    ...(bounds.size && { maxSize: bounds.size.largestTotal, sizeCalculation: bounds.size.of }),
  });
}
