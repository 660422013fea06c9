import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { describeWithRedis, redisNote, startRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';
import { exchangesOf } from '../support/stage.ts';
import { openTwoProcesses } from '../support/two-processes.ts';
import type { TwoProcesses } from '../support/two-processes.ts';

const CREDENTIALS = '/client-credentials';
const SECRET = 'a secret of at least thirty-two characters';

describeWithRedis(`Two processes on one Redis, with no sticky session${redisNote}`, () => {
  let redis: TestRedis;
  let publicUrl = '';
  let demos: readonly TestDemo[] = [];
  let both: TwoProcesses;

  beforeAll(async () => {
    both = await openTwoProcesses();
    ({ redis, publicUrl, demos } = both);
  });
  afterAll(() => both.close());

  it('serve one visitor’s flow to its API results, and its refresh', async () => {
    const browser = new Browser(publicUrl);

    const page = await runToResult(browser, '/authorization-code/authorize');
    expect(page.message()).toContain('Ada Example');

    const refreshed = await browser.follow(await page.form('Refresh').submit());
    expect(refreshed.announcement()).toContain('The token is new.');
    expect(demos.every(({ sandboxes }) => sandboxes.current.requests.length > 0)).toBe(true);
  });

  it('let exactly one of twenty exchanges of one code win (S51)', async () => {
    const { clientId = '', clientSecret = '' } =
      demos[0]?.servers.get('sandbox-current')?.client ?? {};
    const sandbox = `${publicUrl}/sandbox/current/site/oauth2`;
    const authorize = `${sandbox}/authorize?client_id=${clientId}&response_type=code`;
    const consent = await decideAtSandbox(new Browser(publicUrl), authorize);
    const code = new URL(consent.location ?? '').searchParams.get('code') ?? '';
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');

    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(`${sandbox}/access_token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'authorization_code', code }),
          headers: { Authorization: `Basic ${credentials}` },
        }),
      ),
    );

    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
  });

  /** As the browser's form or a client would, through the round-robin. */
  function askToken(era: 'current' | 'legacy', form: Record<string, string>, name = 'OAuth 2.0') {
    const { clients = [] } = demos[0]?.sandboxes[era] ?? {};
    const client = clients.find((one) => one.name.startsWith(name));
    const credentials = `${client?.clientId}:${client?.clientSecret}`;
    return fetch(`${publicUrl}/sandbox/${era}/site/oauth2/access_token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    });
  }

  it('S16 count wrong passwords together: the sixth is answered with 429, by whichever of them', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const form = { grant_type: 'password', username: 'ada', password: 'wrong' };
      statuses.push((await askToken('legacy', form)).status);
    }

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });

  it('see a repository that the other has created, and that it was deleted', async () => {
    const form = { grant_type: 'password', username: 'bruno', password: 'lanterns' };
    const answer = await askToken('legacy', form, 'Client that writes');
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const call = async (method: string) => {
      const url = `${publicUrl}/sandbox/legacy/2.0/repositories/analytical-engines/lamp`;
      return (await fetch(url, { method, headers: { Authorization: `Bearer ${token}` } })).status;
    };

    expect(await call('POST')).toBe(200);
    expect([await call('GET'), await call('GET')]).toEqual([200, 200]);
    expect(await call('POST')).toBe(400); // the slug is taken
    expect(await call('DELETE')).toBe(204);
    expect([await call('GET'), await call('GET')]).toEqual([404, 404]);
  });

  it('keep each visitor’s clock for both: one’s token expires in either, the other’s in neither', async () => {
    const start = '/client-credentials/authorize?server=sandbox-current';
    const [one, other] = [new Browser(publicUrl), new Browser(publicUrl)];
    for (const browser of [one, other]) await browser.open(start);
    const guide = await one.get('/sandbox');
    const moved = await one.submit(guide, '[value=current]', { turn: '2 hours' });

    expect(moved.status).toBe(303);
    for (const [browser, status] of [
      [one, 401],
      [other, 200],
    ] as const) {
      for (let call = 0; call < 2; call += 1) {
        await (await browser.get(CREDENTIALS)).form('Call the API again').submit();
        expect((await exchangesOf(browser, CREDENTIALS)).slice(2, 5).join()).toMatch(
          new RegExp(`^(API [^,]* ${status},?){3}$`),
        );
      }
    }
  });

  it('keep no token alive whose visitor’s clock Redis has lost', async () => {
    const browser = new Browser(publicUrl);
    await browser.open('/client-credentials/authorize?server=sandbox-current');
    const guide = await browser.get('/sandbox');
    await browser.submit(guide, '[value=current]', { turn: '11 minutes' });
    await browser.open('/client-credentials/authorize?server=sandbox-current');
    const callAgain = async () => {
      await (await browser.get(CREDENTIALS)).form('Call the API again').submit();
      return (await exchangesOf(browser, CREDENTIALS)).at(2);
    };
    expect(await callAgain()).toMatch(/ 200$/);

    const raw = createClient({ url: redis.url });
    await raw.connect();
    await raw.del(await raw.keys('grants-2:current-visitor-clocks:*'));
    raw.destroy();
    await setTimeout(100); // longer than a clock that was read is held, see lease.ts

    expect(await callAgain()).toMatch(/ 401$/);
  });

  it('R20 keep nothing for longer than a day, not even a grant of the legacy era', async () => {
    await runToResult(
      new Browser(publicUrl),
      '/authorization-code/authorize?server=sandbox-legacy',
    );
    await runToResult(new Browser(publicUrl), '/authorization-code/authorize');

    const raw = createClient({ url: redis.url });
    await raw.connect();
    const keys = await raw.keys('*');
    const lives = await Promise.all(keys.map((key) => raw.ttl(key)));
    raw.destroy();

    expect(keys.join()).toContain('legacy-refresh-tokens');
    expect(lives.filter((seconds) => seconds < 0 || seconds > 90_000)).toEqual([]); // and the hour that a clock may stand still
  });

  it('R20 keep a run in less than 21 kB', async () => {
    const browser = new Browser(publicUrl);
    await runToResult(browser, '/authorization-code/authorize');

    const raw = createClient({ url: redis.url });
    await raw.connect();
    const keys = await raw.keys('grants-2:runs:*');
    const sizes = await Promise.all(keys.map((key) => raw.strLen(key)));
    raw.destroy();

    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.filter((bytes) => bytes > 21_000)).toEqual([]);
  });

  it('store no token, code, state or session id that could be read (S58)', async () => {
    const browser = new Browser(publicUrl);
    const consent = await decideAtSandbox(browser, '/authorization-code/authorize');
    const answer = new URL(consent.location ?? '');
    const page = await browser.follow(consent);
    const revealed = await page.form('Show').submit();
    const token = /eyJ[\w.-]{1000,}/.exec(revealed.body)?.[0] ?? '';
    const sessionId = decodeURIComponent(browser.cookies.get('session')?.value ?? '').slice(2, 34);
    const secrets = [
      token,
      sessionId,
      answer.searchParams.get('code'),
      answer.searchParams.get('state'),
    ];

    const raw = createClient({ url: redis.url });
    await raw.connect();
    const keys = await raw.keys('*');
    const values = await Promise.all(keys.map((key) => raw.get(key)));
    raw.destroy();

    expect(keys.length).toBeGreaterThan(5);
    const dump = [
      ...keys,
      ...values.map((value) => value + Buffer.from(value ?? '', 'base64').toString('latin1')),
    ].join('\n');
    for (const secret of secrets) {
      expect((secret ?? '').length).toBeGreaterThan(20);
      expect(dump).not.toContain(secret);
    }
  });
});

describeWithRedis(`Redis going away${redisNote}`, () => {
  let redis: TestRedis;
  let demo: TestDemo;
  beforeAll(async () => {
    redis = await startRedis();
    demo = await openDemo({ REDIS_URL: redis.url, SESSION_SECRET: SECRET });
  });
  afterAll(async () => {
    await demo.close();
    await redis.stop();
  });

  async function expectAway(browser: Browser): Promise<void> {
    const started = Date.now();
    const sandbox = `${demo.url}/sandbox/current`;
    const { clientId = '', clientSecret = '' } = demo.servers.get('sandbox-current')?.client ?? {};
    const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const [health, page, signIn, authorize, token, api] = await Promise.all([
      browser.get('/health/ready'),
      browser.get('/authorization-code'),
      browser.get('/sandbox/current/_sandbox/sign-in'),
      browser.get(
        `/sandbox/current/site/oauth2/authorize?client_id=${clientId}&response_type=code`,
      ),
      fetch(`${sandbox}/site/oauth2/access_token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
        headers: { Authorization: `Basic ${credentials}` },
      }),
      fetch(`${sandbox}/2.0/user`, { headers: { Authorization: 'Bearer x' } }),
    ]);
    expect(Date.now() - started).toBeLessThan(2_000);
    expect([health.status, page.status, signIn.status, authorize.status]).toEqual(
      Array.from({ length: 4 }, () => 503),
    );
    expect(page.body).toContain('cannot remember anything right now');
    for (const { body } of [signIn, authorize]) {
      expect(body).toContain('The sandbox cannot remember anything right now');
    }
    expect([token.status, api.status]).toEqual([503, 503]);
    for (const { headers } of [page, signIn, authorize, token, api]) {
      expect(headers.get('Retry-After')).toBe('5');
    }
    const message = 'The sandbox cannot remember anything right now: its storage does not answer.';
    expect(await token.json()).toEqual({
      error: 'temporarily_unavailable',
      error_description: message,
    });
    expect(await api.json()).toEqual({ type: 'error', error: { message } });
  }

  async function untilReady(browser: Browser): Promise<void> {
    const started = Date.now();
    while ((await browser.get('/health/ready')).status !== 200) {
      expect(Date.now() - started).toBeLessThan(10_000);
    }
  }

  it.each(['stops', 'hangs'])(
    'R29 when it %s, pages and health say so within two seconds, and all recovers alone',
    async (how) => {
      const browser = demo.newBrowser();
      const linesBefore = demo.log().split('\n').length;
      const before = await runToResult(browser, '/authorization-code/authorize');
      expect(before.message()).toContain('Ada Example');

      if (how === 'stops') await redis.stop();
      else redis.freeze();
      await expectAway(browser);
      const start = '/client-credentials/authorize';
      expect((await new Browser(demo.url).get(start)).status).toBe(503); // a session that cannot be kept
      expect((await browser.get('/health/live')).status).toBe(200);
      expect((await new Browser(demo.url).get('/')).status).toBe(200); // needs no memory

      if (how === 'stops') await redis.start();
      else redis.thaw();
      await untilReady(browser);
      const after = await runToResult(browser, '/authorization-code/authorize');
      expect(after.message()).toContain('Ada Example');
      const lines = demo
        .log()
        .split('\n')
        .slice(linesBefore - 1);
      expect(lines.filter((line) => line.includes('Redis cannot be used'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('Redis is back'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('"fault"'))).toEqual([]);
      expect(demo.log()).not.toContain(redis.url);
    },
    30_000,
  );
});
