/** Lets a second click wait for the first one's work instead of doing it again. */

export interface SingleFlight<T> {
  /** Does the work, unless it is under way for this key: then waits for that. */
  run(key: string, work: () => Promise<T>): Promise<T>;
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
  };
}
