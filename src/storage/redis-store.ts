/** A store on Redis: what one process puts there, another one takes. Values are encrypted. */
import type { Encryption } from './encryption.ts';
import type { Store, StoreClock } from './store.ts';

/** The commands that a store needs. Each rejects with a StorageError. */
export interface Redis {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, lifeMs: number): Promise<void>;
  /** Sets it where nothing is. @returns Was nothing? */
  add(key: string, value: string, lifeMs: number): Promise<boolean>;
  getDel(key: string): Promise<string | null>;
  /** Deletes it if it is still what was read. @returns Was it? */
  deleteIf(key: string, read: string): Promise<boolean>;
  /** Sets it if it is still what was read. @returns Was it? */
  swap(key: string, read: string, value: string, lifeMs: number): Promise<boolean>;
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

type Encoded = [encrypted: string, lifeMs: number];

/** @param prefix Sets the keys of this store apart: `grants-2:sessions:`. */
export function createRedisStore<T extends object>(
  redis: Redis,
  prefix: string,
  encryption: Encryption,
  clock: StoreClock,
): Store<T> {
  /** What is kept, by the value that was read or written, and where: that very text is replaced, or taken. */
  const texts = new WeakMap<T, { readonly place: string; readonly text: string }>();

  function decode(place: string, encrypted: string | null): T | undefined {
    if (encrypted === null) return undefined;
    const kept = encryption.decrypt(encrypted, place) as Kept<T> | undefined;
    const isOver = kept?.expiresAt !== undefined && kept.expiresAt <= clock.now();
    if (!kept || isOver) return undefined;
    texts.set(kept.value, { place, text: encrypted });
    return kept.value;
  }

  function encode(place: string, value: T, lifeInSeconds: number | undefined): Encoded {
    const kept: Kept<T> = {
      value,
      ...(lifeInSeconds !== undefined && { expiresAt: clock.now() + lifeInSeconds * 1000 }),
    };
    const lifeMs = Math.round((lifeInSeconds ?? ENDLESS_SECONDS) * 1000);
    return [encryption.encrypt(kept, place), Math.max(1, lifeMs)];
  }

  function textOf(was: T, place: string): string {
    const known = texts.get(was);
    if (known?.place !== place) throw new TypeError('This value was not handed out for this key.');
    return known.text;
  }

  /** What is over by our clock, or opens with no secret of ours, is as good as nothing. */
  async function replaceDead(place: string, encoded: Encoded): Promise<boolean> {
    const read = await redis.get(place);
    if (read === null) return redis.add(place, ...encoded);
    return decode(place, read) === undefined && redis.swap(place, read, ...encoded);
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
      const encoded = encode(place, value, lifeInSeconds);
      await redis.set(place, ...encoded);
      texts.set(value, { place, text: encoded[0] });
    },
    async get(key) {
      const place = prefix + key;
      return decode(place, await redis.get(place));
    },
    async take(key, was) {
      const place = prefix + key;
      if (was === undefined) return decode(place, await redis.getDel(place)); // one step in Redis, too
      return (await redis.deleteIf(place, textOf(was, place))) ? was : undefined;
    },
    async replace(key, was, value, lifeInSeconds) {
      const place = prefix + key;
      const encoded = encode(place, value, lifeInSeconds);
      const isReplaced = was
        ? await redis.swap(place, textOf(was, place), ...encoded)
        : (await redis.add(place, ...encoded)) || (await replaceDead(place, encoded));
      if (!isReplaced) return undefined;
      texts.set(value, { place, text: encoded[0] });
      return value;
    },
    count: async () => (await keys()).length,
    keys,
  };
}
