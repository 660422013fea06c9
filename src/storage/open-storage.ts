/** Where this process remembers things: in its own memory, or in the Redis of `REDIS_URL`. */
import type { Logger } from 'pino';
import type { Secrets } from '../secrets/derive-key.ts';
import { createMemoryStorage } from './storage.ts';
import { ADVISED_POLICY, makesRoom } from './redis-eviction.ts';
import type { Eviction } from './redis-eviction.ts';
import type { Storage } from './storage.ts';

export interface StorageSettings {
  readonly redisUrl?: string | undefined;
  /** What leaves the process is encrypted with a key from the first. */
  readonly sessionSecret?: Secrets | undefined;
}

/**
 * Only where it is wanted is the package for Redis loaded.
 *
 * @throws {ConfigError} It is wanted and not installed.
 */
export async function openStorage(
  { redisUrl, sessionSecret }: StorageSettings,
  logger: Logger,
): Promise<Storage> {
  if (redisUrl === undefined || sessionSecret === undefined) return createMemoryStorage();
  const { openRedisStorage } = await import('./redis-storage.ts');
  return openRedisStorage({
    url: redisUrl,
    secrets: sessionSecret,
    onLost: (reason) => logger.error({ reason }, 'Redis cannot be used'),
    onBack: () => logger.warn('Redis is back'),
    onEviction: (eviction) => warnOfEviction(eviction, logger),
  });
}

/** What is remembered expires by itself, but a flood may be faster than time. */
function warnOfEviction(found: Eviction, logger: Logger): void {
  if (makesRoom(found)) return;
  logger.warn(
    { found, advised: { policy: ADVISED_POLICY } },
    'Redis makes no room when it is full: set maxmemory, and maxmemory-policy allkeys-lru',
  );
}
