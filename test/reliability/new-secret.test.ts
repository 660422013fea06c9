import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { findFreePort, forgetConnections } from '../support/ports.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { runToResult } from '../support/resource-owner.ts';

const OLD = 'an-old-one-kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3G';
const NEW = 'a-new-one-Lm8Hs0Gf5Yd3Rc9Wb1Tn6Zp4Q';

describeWithRedis(`R13 The secret is changed${redisNote}`, () => {
  let redis: TestRedis;
  let where: Record<string, string> = {};
  beforeAll(async () => {
    redis = await startRedis();
    const port = String(await findFreePort());
    where = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, REDIS_URL: redis.url };
  });
  afterAll(() => redis.stop());

  /** What the visitor's browser is told by a process that has these secrets. */
  async function askWith(secrets: readonly string[], browser: Browser): Promise<string> {
    const demo = await openDemo({ ...where, SESSION_SECRET: JSON.stringify(secrets) });
    try {
      await forgetConnections(demo.url);
      return (await browser.get('/authorization-code?step=API')).message();
    } finally {
      await demo.close();
    }
  }

  it('and a run goes on, while the one before stands second; without it, it is gone', async () => {
    const before = await openDemo({ ...where, SESSION_SECRET: OLD });
    const browser = new Browser(before.url);
    try {
      await runToResult(browser, '/authorization-code/authorize');
    } finally {
      await before.close();
    }

    expect(await askWith([NEW, OLD], browser)).toContain('Ada Example');
    expect(await askWith([OLD, NEW], browser)).toContain('Ada Example');
    expect(await askWith([NEW], browser)).not.toContain('Ada Example');
  });
});
