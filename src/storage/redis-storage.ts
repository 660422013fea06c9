/** Storage on Redis. Loaded only where REDIS_URL is set: `redis` is an optional package. */
import { setTimeout } from 'node:timers/promises';
import type { RedisClientType } from 'redis';
import { ConfigError } from '../errors/errors.ts';
import type { Secrets } from '../secrets/derive-key.ts';
import { type Listeners, createOutageReporter } from './outage-reporter.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createRedisCommands } from './redis-commands.ts';
import { type Eviction, readEviction } from './redis-eviction.ts';
import { lease } from './lease.ts';
import { createRedisLimiter } from './redis-limiter.ts';
import { createRedisStore } from './redis-store.ts';
import { createEncryption } from './encryption.ts';
import type { CreateStore, Storage } from './storage.ts';
import { createWriteProbe } from './write-probe.ts';

export interface RedisStorageOptions extends Listeners {
  readonly url: string;
  /** Values are encrypted with the first: the same in every process. */
  readonly secrets: Secrets;
  /** Is told once, as soon as it is connected, unless this Redis does not tell. */
  readonly onEviction?: (eviction: Eviction) => void;
}

/** The number is another where a release keeps things otherwise: neither reads what the other has kept. */
const KEYS = 'grants-2:';
/** For one command: a page must not wait for a Redis that hangs. */
const TIMEOUT_MS = 1_000;
/** For a connection on which nobody writes: longer, since this process may be too busy to read what Redis has long answered. */
const SILENCE_MS = 3 * TIMEOUT_MS;
/** However often somebody asks for its health, it is written to no more than once in so long. */
const PROBE_MS = 1_000;

/**
 * Connects in the background: a Redis that is away is no reason not to start.
 *
 * @throws {ConfigError} The package is not installed.
 */
export async function openRedisStorage(options: RedisStorageOptions): Promise<Storage> {
  const { createClient } = await importRedis();
  const client: RedisClientType = createClient(connectionTo(options.url));
  const outage = createOutageReporter(options, options.url.startsWith('rediss:'));
  client.on('error', (error) => outage.begin(error));
  onceItAnswers(client, () => outage.end());
  client.once('ready', () => {
    void readEviction(client).then((eviction) => eviction && options.onEviction?.(eviction));
  });
  const connected = client.connect().catch(() => undefined);
  await Promise.race([connected, setTimeout(TIMEOUT_MS, undefined, { ref: false })]);

  const encryption = createEncryption(options.secrets);
  const begin = (error: unknown) => {
    if (client.isReady) outage.begin(error); // else the connection has said what is wrong
  };
  const withTimeout = createCircuitBreaker(TIMEOUT_MS, { ...outage, begin }, () =>
    reconnect(client),
  );
  const redis = createRedisCommands(client, withTimeout);
  const createStore: CreateStore = <T extends object>(
    ...given: Parameters<typeof createStore<T>>
  ) => {
    const [name, clock, { leaseAwaits }] = given;
    const store = createRedisStore<T>(redis, `${KEYS}${name}:`, encryption, clock);
    return leaseAwaits ? lease(store, leaseAwaits) : store;
  };
  const probed = createStore<{ n: number }>('write-probe', Date, { capacity: 3 });
  const takesWrites = createWriteProbe(probed, PROBE_MS, () => outage.end());
  const answers = () => withTimeout(() => client.ping()).then(Boolean, () => false);
  return {
    createStore,
    createLimiter: createRedisLimiter(client, withTimeout),
    isUsable: async () => (await Promise.all([answers(), takesWrites()])).every(Boolean),
    async close() {
      outage.close();
      client.destroy();
    },
  };
}

/** The other side may be gone without a word. The package's own timeout begins anew with each write: under load, never. */
function reconnect(client: RedisClientType): void {
  if (!client.isReady) return; // it does already
  client.destroy();
  client.connect().catch(() => undefined);
}

/** While it loads what it had kept, a Redis takes connections, and refuses every command: ready is not yet back. */
function onceItAnswers(client: RedisClientType, tell: () => void): void {
  let isAwaited = false;
  const hear = () => {
    if (isAwaited) tell();
    isAwaited = false;
  };
  client.on('ready', () => {
    isAwaited = true;
    client.ping().then(hear, () => undefined);
  });
  client.on('ping-interval', hear); // the first ping that is answered, where that one was refused
}

/** A new one for each client: `redis` writes into it. */
function connectionTo(url: string) {
  return {
    url,
    disableOfflineQueue: true, // while it is away, say so at once
    commandOptions: { timeout: 0 }, // the circuit breaker has one, which costs a tenth of the package's
    pingInterval: TIMEOUT_MS / 3,
    socket: {
      connectTimeout: TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries: number) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000),
    },
  };
}

async function importRedis() {
  try {
    return await import('./redis-client.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError([
      'redisUrl (REDIS_URL) needs a package that is not installed: npm install redis',
    ]);
  }
}
