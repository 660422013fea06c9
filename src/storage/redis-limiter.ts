/** Counts that several processes share. */
import type { RedisClientType } from 'redis';
import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js';
import type { CreateLimiter } from './budget.ts';
import { createMemoryLimiter } from './memory-limiter.ts';
import type { WithTimeout } from './circuit-breaker.ts';

/** While Redis is away each process counts for itself. */
export function createRedisLimiter(
  client: RedisClientType,
  withTimeout: WithTimeout,
): CreateLimiter {
  const storeClient = {
    eval: (...command: Parameters<RedisClientType['eval']>) =>
      withTimeout(() => client.eval(...command)),
  };
  return (name, limit) =>
    new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: `grants:${name}`,
      points: limit.points,
      duration: limit.seconds,
      inMemoryBlockOnConsumed: limit.points + 1, // a flood that is refused is none for Redis
      insuranceLimiter: createMemoryLimiter(name, limit),
    });
}
