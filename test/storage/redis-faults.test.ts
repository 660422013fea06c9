import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openRedisStorage } from '../../src/storage/redis-storage.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const SECRET = 'a secret of at least thirty-two characters';

const FAULTS = [
  ['a wrong password', 'redis', ':wrong-canary@', '', 'holds a wrong user name or password'],
  ['no password', 'redis', '', '', 'holds a wrong user name or password, or none'],
  ['a database too many', 'redis', ':right-canary@', '/99', 'names a database that is not there'],
  ['TLS where there is none', 'rediss', ':right-canary@', '', 'no TLS came about'],
] as const;

/** A machine that has no second to spare is late, and that is said as well. */
const isLasting = (reason: string) => reason !== 'no answer in time';

/** What is said while such a storage is opened and for a while after, and whether it can be used then. */
async function tryToOpen(url: string) {
  const said: string[] = [];
  const storage = await openRedisStorage({
    url,
    secrets: [SECRET],
    onLost: (reason) => void said.push(reason),
    onBack: () => void said.push('back'),
  });
  for (let tries = 0; tries < 50 && !said.some(isLasting); tries += 1) await wait(100);
  await wait(300); // several tries more
  const isUsable = await storage.isUsable();
  await storage.close();
  return { said, isUsable };
}

describeWithRedis(`A Redis that cannot be used as it was set up${redisNote}`, () => {
  let redis: TestRedis;
  let outcomes: Map<string, Awaited<ReturnType<typeof tryToOpen>>>;
  beforeAll(async () => {
    redis = await startRedis('--requirepass', 'right-canary');
    const tries = FAULTS.map(async ([what, scheme, credentials, path]) => {
      const url = redis.url.replace('redis://', `${scheme}://${credentials}`) + path;
      return [what, await tryToOpen(url)] as const;
    });
    outcomes = new Map(await Promise.all(tries)); // at once, for each waits
  });
  afterAll(() => redis.stop());

  it.each(FAULTS)(
    'R29 %s is said once, in words that help, and never with the URL',
    (what, _scheme, _credentials, _path, words) => {
      const { said, isUsable } = outcomes.get(what) ?? {};

      expect(isUsable).toBe(false);
      const lasting = said?.filter(isLasting);
      expect(lasting).toEqual([expect.stringContaining(words)]);
      expect(said?.join()).not.toMatch(/canary|127\.0\.0\.1/);
    },
  );
});
