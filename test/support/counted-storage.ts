/** Storage whose stores can be counted, by a clock of our own. */
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore, Storage } from '../../src/storage/storage.ts';

export interface CountedStorage {
  readonly storage: Storage;
  readonly createStore: CreateStore;
  readonly clock: () => number;
  readonly advance: (milliseconds: number) => void;
  readonly counts: () => Promise<Record<string, number>>;
}

export function openCountedStorage(): CountedStorage {
  let now = 1e12;
  const storage = createMemoryStorage();
  const stores = new Map<string, () => Promise<number>>();
  const createStore: CreateStore = (name, clock, bounds) => {
    const store = storage.createStore(name, clock, bounds);
    stores.set(name, () => store.count());
    return store;
  };
  return {
    storage: { ...storage, createStore },
    createStore,
    clock: () => now,
    advance: (milliseconds: number) => void (now += milliseconds),
    counts: async () => {
      const found: Record<string, number> = {};
      for (const [name, count] of stores) found[name] = await count();
      return found;
    },
  };
}
