import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { GRANTS, runFlow } from '../load/flows.ts';
import { standBefore } from '../support/behind-proxy.ts';
import type { Proxy } from '../support/behind-proxy.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A visitor's clock may stand still for so long: what ages by it is kept for so much longer. */
const STILL = HOUR;

/** What docs/hosting.md says of each, in seconds; the first row that fits a key is its own. */
const LONGEST: readonly (readonly [RegExp, number])[] = [
  [/^grants-2:(sessions|runs|rehearsals):/, HOUR],
  [/^grants-2:(transactions|visitors):/, 20 * MINUTE],
  [/^grants-2:\w+-pending-requests:/, 30 * MINUTE + STILL],
  [/^grants-2:\w+-sessions:/, 8 * HOUR + STILL],
  [
    /^grants-2:\w+-(codes|authorizations|consents|withdrawals|(access|refresh)-tokens|repository-changes):/,
    DAY + STILL,
  ],
  [/^grants-2:\w+-visitor-faults:/, 10 * MINUTE],
  [/^grants-2:\w+-visitor-clocks:/, DAY],
  [/^grants-2:\w+-(password-failures|anonymous-reads):/, 2 * HOUR],
  [/^grants:budget-clocks-/, DAY],
  [/^grants:([a-z]+-)?budget-/, 2 * HOUR],
];
/** Not about a visitor, and over within seconds. */
const OWN = /^grants-2:(claims|write-probe):/;

describeWithRedis(`What a hosted demo keeps of its visitors in Redis${redisNote}`, () => {
  let redis: TestRedis;
  let demo: TestDemo;
  let proxy: Proxy;
  beforeAll(async () => {
    redis = await startRedis();
    demo = await openDemo({ ...HOSTED, REDIS_URL: redis.url });
    proxy = standBefore(demo.config.port, HOSTED.PUBLIC_URL);
  });
  afterAll(async () => {
    await proxy.close();
    await demo.close();
    await redis.stop();
  });

  /** All that a visitor can leave behind. */
  async function visit(): Promise<void> {
    const browser = proxy.newBrowser();
    for (const turn of GRANTS.keys()) await runFlow(browser, turn);
    const guide = await browser.get('/sandbox');
    const fault = { fault: '503', endpoint: 'token', era: 'current', times: '1' };
    await browser.submit(guide, '[action="/sandbox/faults"]', fault);
    await browser.submit(guide, '[value=current]', { turn: '2 hours' });
    const rotation = await browser.get('/rotation');
    await browser.follow(await rotation.form('Run it').submit());
  }

  it('R20 is known by its kind, and there for no longer than docs/hosting.md says', async () => {
    await visit();

    const raw = createClient({ url: redis.url });
    await raw.connect();
    const keys = (await raw.keys('*')).filter((key) => !OWN.test(key));
    const lives = await Promise.all(keys.map((key) => raw.ttl(key)));
    raw.destroy();
    const found = keys.map((key, at) => {
      const row = LONGEST.find(([kind]) => kind.test(key));
      return { key, row, seconds: lives[at] ?? -1 };
    });

    const tooLong = found.filter(
      ({ row, seconds }) => row === undefined || seconds < 0 || seconds > row[1],
    );
    expect(tooLong).toEqual([]);
    expect(LONGEST.filter((row) => !found.some((one) => one.row === row))).toEqual([]);
  });
});
