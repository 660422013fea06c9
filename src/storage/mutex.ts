/** One after the other, for each key: between reading a value and writing it nobody else of this process does. */

export type Exclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createMutex(): Exclusive {
  const tails = new Map<string, Promise<unknown>>();
  return async function exclusive(key, work) {
    const mine = (tails.get(key) ?? Promise.resolve()).then(work);
    const tail = mine.catch(() => undefined); // a failure is its own caller's alone
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
