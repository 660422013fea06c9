/** Storage on Redis. Loaded only where REDIS_URL is set: `redis` is an optional package. */
import { setTimeout } from 'node:timers/promises';
import type { RedisClientType } from 'redis';
import { StorageError } from '../errors.ts';
import { createRedisStore } from './redis-store.ts';
import type { Redis } from './redis-store.ts';
import { createSeal } from './seal.ts';
import type { Storage } from './storage.ts';

export interface RedisStorageOptions {
  readonly url: string;
  /** Values are sealed with it: the same in every process. */
  readonly secret: string;
  /** Is told when the connection is lost. Never sees the URL, which may hold a password. */
  readonly onLost: (reason: string) => void;
}

/** For one command: a page must not wait for a Redis that hangs. */
const PATIENCE_MS = 1_000;

/** Connects in the background: a Redis that is away is no reason not to start. */
export async function openRedisStorage(options: RedisStorageOptions): Promise<Storage> {
  const { createClient } = await import('redis');
  const client: RedisClientType = createClient({
    url: options.url,
    disableOfflineQueue: true, // while it is away, say so at once
    pingInterval: PATIENCE_MS / 3,
    socket: {
      connectTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000),
    },
  });
  client.on('error', (error: NodeJS.ErrnoException) => options.onLost(error.code ?? error.name));
  const connected = client.connect().catch(() => undefined);
  await Promise.race([connected, setTimeout(PATIENCE_MS, undefined, { ref: false })]);

  const seal = createSeal(options.secret);
  const redis = withPlainErrors(client);
  return {
    createStore: (name, clock) => createRedisStore(redis, `grants:${name}:`, seal, clock),
    isReachable: () => inTime(client.ping()).then(Boolean, () => false),
    async close() {
      client.destroy();
    },
  };
}

/** Every failure becomes the one error that pages know what to say of. */
function withPlainErrors(client: RedisClientType): Redis {
  return {
    get: (key) => inTime(client.get(key)),
    getDel: (key) => inTime(client.getDel(key)),
    async swap(key, read, value, lifeMs) {
      const swapping = { keys: [key], arguments: [read ?? '', value, String(lifeMs)] };
      return (await inTime(client.eval(SWAP, swapping))) === 1;
    },
    scan: (pattern) => client.scanIterator({ MATCH: pattern, COUNT: 1_000 }),
    async set(key, value, lifeMs) {
      await inTime(client.set(key, value, { expiration: { type: 'PX', value: lifeMs } }));
    },
  };
}

/** Redis runs a script as one step. */
const SWAP = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

async function inTime<T>(reply: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const tooLate = setTimeout(PATIENCE_MS, undefined, { signal: timeout.signal }).then(() => {
    throw new StorageError('timeout');
  });
  try {
    return await Promise.race([reply, tooLate]);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(error instanceof Error ? error.name : 'unknown');
  } finally {
    timeout.abort();
    tooLate.catch(() => undefined); // the abort itself
  }
}
