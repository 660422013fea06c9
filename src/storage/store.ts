/** What is remembered for a while: four verbs with an expiry. Memory or Redis stands behind them. */

export interface Store<T> {
  /** Keeps a value for so many seconds; without a number, until it is taken or pushed out. */
  put(key: string, value: T, lifeInSeconds?: number): Promise<void>;
  get(key: string): Promise<T | undefined>;
  /**
   * Hands the value out and forgets it in one step: of twenty callers at once, one receives it.
   *
   * @param isMeant Leaves it where it is, if it is another one by now.
   */
  take(key: string, isMeant?: (value: T) => boolean): Promise<T | undefined>;
  /**
   * Puts in the place of a value what is made of it, in one step: of twenty counts at once none is
   * lost, and what was taken meanwhile does not come back.
   *
   * @param change Given `undefined` where nothing is; returns `undefined` to leave it at that. May be
   *   called again, where others were quicker. What it returns as it was begins its life anew, unless
   *   nearly all of that is left.
   * @returns What is there now.
   */
  update(
    key: string,
    change: (value: T | undefined) => T | undefined,
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
 * Is there no need to begin this life anew? What is used with each click would be written anew with each: where
 * writing costs something, a life is as good as new for its first sixtieth. Of an idle hour, a minute.
 */
export function isNearlyWhole(
  expiresAt: number | undefined,
  now: number,
  lifeInSeconds: number | undefined,
): boolean {
  if (expiresAt === undefined || lifeInSeconds === undefined) return expiresAt === lifeInSeconds;
  const left = expiresAt - now;
  return left > lifeInSeconds * 1000 * (59 / 60) && left <= lifeInSeconds * 1000;
}
