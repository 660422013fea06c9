/** A limiter of rate-limiter-flexible over a store of ours: bounded, and by the clock of its owner. */
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import type { Count, Limit } from './limit.ts';
import { type Store, type StoreClock, update } from './store.ts';

/**
 * The package's own limiter in memory has neither bound nor clock, and sets a timer for every key.
 *
 * @see https://github.com/animir/node-rate-limiter-flexible/wiki, "Memory", "Options"
 */
export class StoreLimiter extends RateLimiterStoreAbstract {
  readonly #counts: Store<Count>;
  readonly #clock: StoreClock;

  constructor({ points, seconds }: Limit, counts: Store<Count>, clock: StoreClock) {
    super({ points, duration: seconds, keyPrefix: '', storeClient: undefined });
    this.#counts = counts;
    this.#clock = clock;
  }

  /** @param isFresh In the place of what has been counted. */
  async _upsert(key: string, points: number, milliseconds: number, isFresh = false) {
    const now = this.#clock.now();
    const fresh: Count = { points, endsAt: now + milliseconds };
    const add = (found?: Count) =>
      found && found.endsAt > now && !isFresh ? { ...found, points: found.points + points } : fresh;
    return (await update(this.#counts, key, add, milliseconds / 1000)) ?? fresh;
  }

  async _get(key: string): Promise<Count | null> {
    const found = await this.#counts.get(key);
    return found && found.endsAt > this.#clock.now() ? found : null;
  }

  async _delete(key: string): Promise<boolean> {
    return (await this.#counts.take(key)) !== undefined;
  }

  _getRateLimiterRes(_key: string, change: number, { points, endsAt }: Count): RateLimiterRes {
    const left = Math.max(0, this.points - points);
    return new RateLimiterRes(left, endsAt - this.#clock.now(), points, points === change);
  }
}
