/** Tests that need a real Redis: they run where there is a redis-server, and are reported as skipped elsewhere. */
import { describe } from '@jest/globals';
import { isRedisInstalled } from './redis-server.ts';

export { startRedis } from './redis-server.ts';
export type { TestRedis } from './redis-server.ts';

/** `describe`, or where there is no redis-server, one that is reported as skipped. */
export const describeWithRedis: typeof describe.skip = isRedisInstalled ? describe : describe.skip;

/** Behind the title: why it was skipped. */
export const redisNote = isRedisInstalled ? '' : ' (skipped: redis-server is not installed)';
