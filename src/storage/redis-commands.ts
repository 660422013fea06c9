/** The commands of a store, as `redis` sends them. */
import type { RedisClientType } from 'redis';
import type { WithTimeout } from './circuit-breaker.ts';
import type { Redis } from './redis-store.ts';

/** Every failure becomes the one error that pages know what to say of. */
export function createRedisCommands(client: RedisClientType, withTimeout: WithTimeout): Redis {
  return {
    get: (key) => withTimeout(() => client.get(key)),
    getDel: (key) => withTimeout(() => client.getDel(key)),
    async set(key, value, lifeMs) {
      await withTimeout(() =>
        client.set(key, value, { expiration: { type: 'PX', value: lifeMs } }),
      );
    },
    async add(key, value, lifeMs) {
      const adding = { condition: 'NX', expiration: { type: 'PX', value: lifeMs } } as const;
      return (await withTimeout(() => client.set(key, value, adding))) !== null;
    },
    async deleteIf(key, read) {
      const deleting = { keys: [key], arguments: [read] };
      return (await withTimeout(() => client.eval(DELETE_IF, deleting))) === 1;
    },
    async swap(key, read, value, lifeMs) {
      const swapping = { keys: [key], arguments: [read, value, String(lifeMs)] };
      return (await withTimeout(() => client.eval(SWAP, swapping))) === 1;
    },
    async *scan(pattern) {
      let cursor = '0';
      do {
        const from = cursor;
        const batch = await withTimeout(() => client.scan(from, { MATCH: pattern, COUNT: 1_000 }));
        yield batch.keys;
        ({ cursor } = batch);
      } while (cursor !== '0');
    },
  };
}

/** Redis runs a script as one step. */
const DELETE_IF = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;
const SWAP = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;
