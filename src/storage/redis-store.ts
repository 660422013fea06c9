/** A store on Redis: what one process puts there, another one takes. Values are encrypted. */
import type { Encryption } from './encryption.ts';
import { isNearlyWhole } from './store.ts';
import type { Store, StoreClock } from './store.ts';

/** The commands that a store needs. Each rejects with a StorageError. */
export interface Redis {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, lifeMs: number): Promise<void>;
  getDel(key: string): Promise<string | null>;
  /** Deletes it if it is still what was read. @returns Was it? */
  deleteIf(key: string, read: string): Promise<boolean>;
  /** Sets it if it is still what was read, `null` for nothing. @returns Was it? */
  swap(key: string, read: string | null, value: string, lifeMs: number): Promise<boolean>;
  scan(pattern: string): AsyncIterable<string[]>;
}

/**
 * For what has no end of its own, such as a refresh token of the legacy era: as good as never, and
 * Redis does not keep for good what everybody has forgotten. What has an end lives until then.
 */
const ENDLESS_SECONDS = 10 * 365 * 86_400;

interface Kept<T> {
  readonly value: T;
  /** By the owner's clock, which a test may have moved on; Redis expires by its own. */
  readonly expiresAt?: number;
}

/** @param prefix Sets the keys of this store apart: `grants:sessions:`. */
export function createRedisStore<T extends object>(
  redis: Redis,
  prefix: string,
  encryption: Encryption,
  clock: StoreClock,
): Store<T> {
  function openKept(place: string, encrypted: string | null): Kept<T> | undefined {
    const kept =
      encrypted === null
        ? undefined
        : (encryption.decrypt(encrypted, place) as Kept<T> | undefined);
    const isOver = kept?.expiresAt !== undefined && kept.expiresAt <= clock.now();
    return isOver ? undefined : kept;
  }

  const open = (place: string, encrypted: string | null) => openKept(place, encrypted)?.value;

  function close(
    place: string,
    value: T,
    lifeInSeconds: number | undefined,
  ): [encrypted: string, lifeMs: number] {
    const kept: Kept<T> = {
      value,
      ...(lifeInSeconds !== undefined && { expiresAt: clock.now() + lifeInSeconds * 1000 }),
    };
    const lifeMs = Math.round((lifeInSeconds ?? ENDLESS_SECONDS) * 1000);
    return [encryption.encrypt(kept, place), Math.max(1, lifeMs)];
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
      const place = prefix + key;
      await redis.set(place, ...close(place, value, lifeInSeconds));
    },
    async get(key) {
      const place = prefix + key;
      return open(place, await redis.get(place));
    },
    async take(key, isMeant) {
      const place = prefix + key;
      if (!isMeant) return open(place, await redis.getDel(place)); // one step in Redis, too
      for (;;) {
        const read = await redis.get(place);
        const value = open(place, read);
        if (read === null || value === undefined || !isMeant(value)) return undefined;
        if (await redis.deleteIf(place, read)) return value;
      }
    },
    async update(key, change, lifeInSeconds) {
      const place = prefix + key;
      // Not for ever: of all that change it at once, one gets through in each round.
      for (;;) {
        const read = await redis.get(place);
        const kept = openKept(place, read);
        const value = change(kept?.value);
        if (value === undefined) return undefined;
        const isAgain = kept && value === kept.value;
        if (isAgain && isNearlyWhole(kept.expiresAt, clock.now(), lifeInSeconds)) return value;
        if (await redis.swap(place, read, ...close(place, value, lifeInSeconds))) return value;
      }
    },
    count: async () => (await keys()).length,
    keys,
  };
}
