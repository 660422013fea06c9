/** Storage on Redis. Loaded only where REDIS_URL is set: `redis` is an optional package. */
import { setTimeout } from 'node:timers/promises';
import type { RedisClientType } from 'redis';
import { ConfigError } from '../errors.ts';
import { type Listeners, createOutage } from './outage.ts';
import { type InTime, createPatience } from './patience.ts';
import { createRedisStore } from './redis-store.ts';
import type { Redis } from './redis-store.ts';
import { createSeal } from './seal.ts';
import type { Storage } from './storage.ts';

export interface RedisStorageOptions extends Listeners {
  readonly url: string;
  /** Values are sealed with it: the same in every process. */
  readonly secret: string;
}

/** For one command: a page must not wait for a Redis that hangs. */
const PATIENCE_MS = 1_000;

/**
 * Connects in the background: a Redis that is away is no reason not to start.
 *
 * @throws {ConfigError} The package is not installed.
 */
export async function openRedisStorage(options: RedisStorageOptions): Promise<Storage> {
  const { createClient } = await importRedis();
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
  const outage = createOutage(options, options.url.startsWith('rediss:'));
  client.on('error', (error) => outage.begin(error)).on('ready', () => outage.end());
  const connected = client.connect().catch(() => undefined);
  await Promise.race([connected, setTimeout(PATIENCE_MS, undefined, { ref: false })]);

  const seal = createSeal(options.secret);
  const inTime = createPatience(PATIENCE_MS, {
    ...outage,
    begin(error) {
      if (client.isReady) outage.begin(error); // else the connection has said what is wrong
    },
  });
  const redis = withPlainErrors(client, inTime);
  return {
    createStore: (name, clock) => createRedisStore(redis, `grants:${name}:`, seal, clock),
    isReachable: () => inTime(() => client.ping()).then(Boolean, () => false),
    async close() {
      client.destroy();
    },
  };
}

async function importRedis() {
  try {
    return await import('redis');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError([
      'redisUrl (REDIS_URL) needs a package that is not installed: npm install redis',
    ]);
  }
}

/** Every failure becomes the one error that pages know what to say of. */
function withPlainErrors(client: RedisClientType, inTime: InTime): Redis {
  return {
    get: (key) => inTime(() => client.get(key)),
    getDel: (key) => inTime(() => client.getDel(key)),
    async set(key, value, lifeMs) {
      await inTime(() => client.set(key, value, { expiration: { type: 'PX', value: lifeMs } }));
    },
    async swap(key, read, value, lifeMs) {
      const swapping = { keys: [key], arguments: [read ?? '', value, String(lifeMs)] };
      return (await inTime(() => client.eval(SWAP, swapping))) === 1;
    },
    async *scan(pattern) {
      let cursor = '0';
      do {
        const from = cursor;
        const batch = await inTime(() => client.scan(from, { MATCH: pattern, COUNT: 1_000 }));
        yield batch.keys;
        ({ cursor } = batch);
      } while (cursor !== '0');
    },
  };
}

/** Redis runs a script as one step. */
const SWAP = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;
