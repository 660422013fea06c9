/** Where everything is remembered: in this process, or in a Redis that several share. */
import type { CreateLimiter } from './budget.ts';
import { createMemoryLimiter } from './memory-limiter.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Bounds } from './memory-store.ts';
import type { Store, StoreClock } from './store.ts';

export interface Storage {
  /** @param name Unique: the keys of one store are apart from those of another. */
  createStore: CreateStore;
  /** Counts how often something is done: apart from the stores, by the time of day. */
  createLimiter: CreateLimiter;
  /** Does it answer, and take what is to be remembered? Says so within two seconds. */
  isUsable(): Promise<boolean>;
  close(): Promise<void>;
}

/** Bounds hold in memory; Redis has its own (`maxmemory`) and expires by time. */
export type CreateStore = <T extends object>(
  name: string,
  clock: StoreClock,
  bounds: Bounds<T>,
) => Store<T>;

/** Demo only: ends with the process. */
export function createMemoryStorage(): Storage {
  return {
    createStore: (_name, clock, bounds) => createMemoryStore(clock, bounds),
    createLimiter: createMemoryLimiter,
    isUsable: async () => true,
    close: async () => undefined,
  };
}
