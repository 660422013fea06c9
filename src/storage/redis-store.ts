/** A store on Redis: what one process puts there, another one takes. Values are sealed. */
import type { Seal } from './seal.ts';
import type { Store, StoreClock } from './store.ts';

/** The four commands that a store needs. Each rejects with a StorageError. */
export interface Redis {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, lifeMs: number): Promise<void>;
  getDel(key: string): Promise<string | null>;
  scan(pattern: string): AsyncIterable<string[]>;
}

/** For what has no end of its own: Redis must not fill up with what everybody has forgotten. */
const LONGEST_LIFE_SECONDS = 90 * 24 * 3600;

interface Kept<T> {
  readonly value: T;
  /** By the owner's clock, which a test may have moved on; Redis expires by its own. */
  readonly expiresAt?: number;
}

/** @param prefix Sets the keys of this store apart: `grants:sessions:`. */
export function createRedisStore<T extends object>(
  redis: Redis,
  prefix: string,
  seal: Seal,
  clock: StoreClock,
): Store<T> {
  function open(sealed: string | null): T | undefined {
    const kept = sealed === null ? undefined : (seal.open(sealed) as Kept<T> | undefined);
    const isOver = kept?.expiresAt !== undefined && kept.expiresAt <= clock.now();
    return isOver ? undefined : kept?.value;
  }

  async function keys(): Promise<string[]> {
    const found: string[] = [];
    for await (const batch of redis.scan(`${prefix}*`)) {
      found.push(...batch.map((key) => key.slice(prefix.length)));
    }
    return found;
  }

  return {
    async put(key, value, lifeInSeconds) {
      const kept: Kept<T> = {
        value,
        ...(lifeInSeconds !== undefined && { expiresAt: clock.now() + lifeInSeconds * 1000 }),
      };
      const life = Math.min(lifeInSeconds ?? LONGEST_LIFE_SECONDS, LONGEST_LIFE_SECONDS);
      await redis.set(prefix + key, seal.close(kept), Math.max(1, Math.round(life * 1000)));
    },
    get: async (key) => open(await redis.get(prefix + key)),
    take: async (key) => open(await redis.getDel(prefix + key)), // one step in Redis, too
    count: async () => (await keys()).length,
    keys,
  };
}
