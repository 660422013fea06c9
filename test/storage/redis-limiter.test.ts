import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { take } from '../../src/storage/budget.ts';
import { openRedisStorage } from '../../src/storage/redis-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

describeWithRedis(`Limits that processes share${redisNote}`, () => {
  let redis: TestRedis;
  let processes: Storage[] = [];
  beforeAll(async () => {
    redis = await startRedis();
    const options = {
      url: redis.url,
      secrets: ['a secret of the tests, long enough'] as const,
      onLost: () => undefined,
      onBack: () => undefined,
    };
    processes = await Promise.all([openRedisStorage(options), openRedisStorage(options)]);
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.close()));
    await redis.stop();
  });
  const limitersOf = (name: string) =>
    processes.map((one) => one.createLimiter(name, { points: 10, seconds: 60 }));

  it('are one limit, however many ask at once', async () => {
    const limiters = limitersOf('together');

    const waits = await Promise.all(
      Array.from({ length: 40 }, (_, at) => limiters.slice(at % 2, (at % 2) + 1)).flatMap((one) =>
        one.map((limiter) => take(limiter, '192.0.2.1')),
      ),
    );

    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(10);
    expect(waits.filter((seconds) => seconds > 50 && seconds <= 60)).toHaveLength(30);
  });

  it('go on in each process while Redis is away', async () => {
    const [limiter] = limitersOf('alone');
    await redis.stop();
    try {
      const waits: number[] = [];
      for (let at = 0; at < 12; at += 1) waits.push(limiter ? await take(limiter, 'a') : -1);

      expect(waits.slice(0, 10)).toEqual(Array<number>(10).fill(0));
      expect(waits.slice(10).filter((seconds) => seconds > 50 && seconds <= 60)).toHaveLength(2);
    } finally {
      await redis.start();
      // Else the client still waits for its next try when all is over, and Jest for the client.
      for (const one of processes) while (!(await one.isUsable())) await wait(20);
    }
  });
});
