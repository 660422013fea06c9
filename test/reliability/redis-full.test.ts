import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createClient } from 'redis';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const SECRET = 'a secret of at least thirty-two characters';

describeWithRedis(`A Redis that answers and takes nothing${redisNote}`, () => {
  let redis: TestRedis;
  let demo: TestDemo;
  let raw: ReturnType<typeof createClient>;
  let passedMs = 0;
  beforeAll(async () => {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
    redis = await startRedis();
    raw = createClient({ url: redis.url });
    await raw.connect();
    await raw.aclSetUser('app', ['on', '>less', '~*', '&*', '+@all']);
    const url = redis.url.replace('//', '//app:less@');
    demo = await openDemo({ REDIS_URL: url, SESSION_SECRET: SECRET });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    raw.destroy();
    await demo.close();
    await redis.stop();
  });

  /** As if it were asked once a second: sooner, no other try is written. */
  async function until(status: number): Promise<void> {
    const started = Date.now();
    const ready = async () => (await demo.newBrowser().get('/health/ready')).status;
    while ((await ready()) !== status) {
      expect(Date.now() - started).toBeLessThan(5_000);
      passedMs += 1_000;
    }
  }

  function linesOf(words: string): number {
    return demo.log().split(words).length - 1;
  }

  it.each([
    ['is full', ['maxmemory', '1', '0'], 'its memory is full'],
    ['has too few replicas', ['min-replicas-to-write', '1', '0'], 'it refuses (NOREPLICAS)'],
  ])(
    'R29 /health/ready is 503 while it %s, 200 once that is over, and the log has one line of each',
    async (_what, [setting = '', bad = '', good = ''], reason) => {
      await until(200);
      const before = linesOf('Redis is back');

      await raw.configSet(setting, bad);
      await until(503);
      const page = await demo.newBrowser().get('/authorization-code/authorize');
      expect(page.status).toBe(503);
      expect((await demo.newBrowser().get('/health/live')).status).toBe(200);
      await raw.configSet(setting, good);
      await until(200);

      expect(linesOf(reason)).toBe(1);
      expect(linesOf('Redis is back')).toBe(before + 1);
    },
  );

  it('R29 /health/ready is 503 while it is a replica, which only reads', async () => {
    await until(200);
    await raw.replicaOf('127.0.0.1', 9);
    await until(503);
    await raw.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    await until(200);

    expect(linesOf('it is a replica')).toBe(1);
  });

  it.each(['set', 'getdel', 'eval'])(
    'R29 /health/ready is 503 while its user may not %s, which some page needs',
    async (command) => {
      await until(200);
      const words = 'the user of REDIS_URL may not do what is needed here';
      const before = linesOf(words);
      await raw.aclSetUser('app', `-${command}`);
      await until(503);
      expect(linesOf(words)).toBe(before + 1);
      await raw.aclSetUser('app', `+${command}`);
      await until(200);
    },
  );

  it('R29 however many health checks come, one try is written each second', async () => {
    const callsOfGetdel = async () => {
      const stats = await raw.info('commandstats');
      return Number(/cmdstat_getdel:calls=(\d+)/.exec(stats)?.[1]);
    };
    const before = await callsOfGetdel();
    const started = Date.now();

    for (let round = 0; round < 10; round += 1) {
      const checks = Array.from({ length: 50 }, () => demo.newBrowser().get('/health/ready'));
      const answers = await Promise.all(checks);
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }

    const seconds = Math.ceil((Date.now() - started) / 1_000);
    expect((await callsOfGetdel()) - before).toBeLessThanOrEqual(seconds + 1);
  });
});
