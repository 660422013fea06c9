/** What is remembered for a while: a few verbs with an expiry. Memory or Redis stands behind them. */

export interface Store<T> {
  /** Keeps a value for so many seconds; without a number, until it is taken or pushed out. */
  put(key: string, value: T, lifeInSeconds?: number): Promise<void>;
  get(key: string): Promise<T | undefined>;
  /**
   * Hands the value out and forgets it in one step: of twenty callers at once, one receives it.
   *
   * @param was As this store handed it out: where another one is by now, that stays.
   */
  take(key: string, was?: T): Promise<T | undefined>;
  /**
   * Keeps a value in the place of the one that was read, in one step: of twenty callers at once, one does, and what
   * was taken meanwhile does not come back.
   *
   * @param was As this store handed it out; `undefined` where nothing was.
   * @returns What is there now, handed out; `undefined` where others were quicker.
   */
  replace(
    key: string,
    was: T | undefined,
    value: T,
    lifeInSeconds?: number,
  ): Promise<T | undefined>;
  /** How many values live. */
  count(): Promise<number>;
  /** The keys that live, for whoever wants to see that only hashes are stored. */
  keys(): Promise<string[]>;
}

/** Milliseconds since the epoch, by whichever clock the owner of the store goes. */
export interface StoreClock {
  now(): number;
}

/**
 * Keeps in the place of a value what is made of it: of twenty counts at once none is lost.
 *
 * @param change Given `undefined` where nothing is; returns `undefined` to leave it at that. May be called
 *   again, where others were quicker: not for ever, since of all at once one gets through in each round.
 * @returns What is there now, where something was made.
 */
export async function update<T>(
  store: Pick<Store<T>, 'get' | 'replace'>,
  key: string,
  change: (value: T | undefined) => T | undefined,
  lifeInSeconds?: number,
): Promise<T | undefined> {
  for (;;) {
    const was = await store.get(key);
    const value = change(was);
    if (value === undefined) return undefined;
    const now = await store.replace(key, was, value, lifeInSeconds);
    if (now !== undefined) return now;
  }
}

/** Forgets all that it holds. What is kept meanwhile may stay. */
export async function emptyStore(store: Pick<Store<object>, 'keys' | 'take'>): Promise<void> {
  const keys = await store.keys();
  await Promise.all(keys.map((key) => store.take(key)));
}
