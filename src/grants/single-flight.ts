/** Lets a second click wait for the first one's work instead of doing it again. */

export interface SingleFlight<T> {
  /** Does the work, unless it is under way for this key: then waits for that. */
  run(key: string, work: () => Promise<T>): Promise<T>;
  /** Waits for what is under way for this key, however it ends. */
  settled(key: string): Promise<void>;
}

export function createSingleFlight<T = void>(): SingleFlight<T> {
  const underWay = new Map<string, Promise<T>>();
  return {
    run(key, work) {
      const earlier = underWay.get(key);
      if (earlier) return earlier;
      const mine = work().finally(() => underWay.delete(key));
      underWay.set(key, mine);
      return mine;
    },
    async settled(key) {
      await underWay.get(key)?.catch(() => undefined); // the first click has its answer already
    },
  };
}
