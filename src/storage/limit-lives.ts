/** Stores in which nothing outlives so many seconds: what strangers leave behind ends by itself. */
import type { CreateStore } from './storage.ts';

export function limitLives(createStore: CreateStore, longestSeconds: number): CreateStore {
  const limited = (seconds = Infinity) => Math.min(seconds, longestSeconds);
  return (name, clock, bounds) => {
    const store = createStore(name, clock, bounds);
    return {
      ...store,
      put: (key, value, seconds) => store.put(key, value, limited(seconds)),
      replace: (key, was, value, seconds) => store.replace(key, was, value, limited(seconds)),
    };
  };
}
