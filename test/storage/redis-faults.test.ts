import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openRedisStorage } from '../../src/storage/redis-storage.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const SECRET = 'a secret of at least thirty-two characters';

describeWithRedis(`A Redis that cannot be used as it was set up${redisNote}`, () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis('--requirepass', 'right-canary');
  });
  afterAll(() => redis.stop());

  it.each([
    ['a wrong password', 'redis', ':wrong-canary@', '', 'holds a wrong user name or password'],
    ['no password', 'redis', '', '', 'holds a wrong user name or password, or none'],
    ['a database too many', 'redis', ':right-canary@', '/99', 'names a database that is not there'],
    ['TLS where there is none', 'rediss', ':right-canary@', '', 'no TLS came about'],
  ])(
    'R29 %s is said once, in words that help, and never with the URL',
    async (_what, scheme, credentials, path, words) => {
      const url = redis.url.replace('redis://', `${scheme}://${credentials}`) + path;
      const said: string[] = [];
      const storage = await openRedisStorage({
        url,
        secrets: [SECRET],
        onLost: (reason) => void said.push(reason),
        onBack: () => void said.push('back'),
      });
      await wait(300); // several tries, most of them while it was opened

      const isUsable = await storage.isUsable();
      await storage.close();

      expect(isUsable).toBe(false);
      expect(said).toEqual([expect.stringContaining(words)]);
      expect(said.join()).not.toMatch(/canary|127\.0\.0\.1/);
    },
  );
});
