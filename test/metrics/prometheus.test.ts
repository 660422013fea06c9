import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/errors/errors.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { run } from '../support/start-process.ts';

describe('Metrics', () => {
  let demo: TestDemo;
  let url = '';
  beforeAll(async () => {
    const port = String(await findFreePort());
    url = `http://127.0.0.1:${port}`;
    demo = await openDemo({ METRICS_PORT: port });
  });
  afterAll(() => demo.close());

  const read = async () => (await fetch(`${url}/metrics`)).text();
  /** @param series As Prometheus names it: `oauth_kept{store="runs"}`. */
  const valueOf = async (series: string): Promise<number> => {
    const line = (await read()).split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.slice(series.length) ?? 0);
  };

  it('count runs by grant, server and outcome', async () => {
    await runToResult(demo.newBrowser(), '/authorization-code/authorize');
    const denied = demo.newBrowser();
    const answer = await decideAtSandbox(denied, '/authorization-code/authorize', {
      decision: 'cancel',
    });
    await denied.open(answer.location ?? '');
    await sendPassword(demo.newBrowser(), 'ada', 'a wrong one');

    const runs = (grant: string, server: string, outcome: string) =>
      valueOf(`oauth_runs_total{grant="${grant}",server="sandbox-${server}",outcome="${outcome}"}`);
    expect(await runs('authorization-code', 'current', 'begun')).toBe(2);
    expect(await runs('authorization-code', 'current', 'token')).toBe(1);
    expect(await runs('authorization-code', 'current', 'denied')).toBe(1);
    expect(await runs('authorization-code', 'current', 'failed')).toBe(0);
    expect(await runs('resource-owner-password', 'legacy', 'failed')).toBe(1);
  });

  it('time each exchange, by who answered and how', async () => {
    const count = (to: string, status: string) =>
      valueOf(`oauth_exchange_seconds_count{to="${to}",status="${status}"}`);
    const before = await count('resource-server', '200');

    await demo.newBrowser().open('/client-credentials/authorize');

    expect(await count('resource-server', '200')).toBeGreaterThan(before);
    expect(await count('authorization-server', '401')).toBe(1); // the wrong password
  });

  it('say what is kept, and what was refused', async () => {
    await demo.newBrowser().open('/client-credentials/authorize');
    const foreign = await fetch(`${demo.url}/logout`, {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example' },
    });
    await foreign.text();

    expect(await valueOf('oauth_kept{store="runs"}')).toBeGreaterThan(0);
    expect(await valueOf('oauth_kept{store="sessions"}')).toBeGreaterThan(0);
    expect(await valueOf('oauth_kept{store="current-access-tokens"}')).toBeGreaterThan(0);
    expect(foreign.status).toBe(403);
    expect(await valueOf('oauth_refusals_total{status="403"}')).toBe(1);
  });

  it('are at no address of the app, and nothing else is at theirs', async () => {
    expect((await fetch(`${demo.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);
  });

  it('name no visitor and hold no secret', async () => {
    const text = await read();
    const { clientId = '', clientSecret = '' } = demo.servers.get('sandbox-current')?.client ?? {};

    expect(text).toContain('oauth_runs_total');
    for (const one of [clientId, clientSecret, 'ada', '127.0.0.1', 'Bearer'])
      expect(text).not.toContain(one);
  });

  it('say in words that their port is taken', async () => {
    const taken = new URL(url).port;
    const starting = openDemo({ METRICS_PORT: taken });

    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toMatchObject({
      faults: [expect.stringContaining(`METRICS_PORT): cannot listen on port ${taken}`)],
    });
  });
});

const describeRedis = isRedisInstalled ? describe : describe.skip;

describeRedis('Metrics on Redis', () => {
  const [, countKept = ''] =
    /<!-- run: kept -->\s+```sh\n(.*?)```/s.exec(readFileSync('docs/hosting.md', 'utf8')) ?? [];

  it('leave what is kept to Redis, which tells it by the command of docs/hosting.md', async () => {
    const [redis, port] = [await startRedis(), String(await findFreePort())];
    const env = {
      REDIS_URL: redis.url,
      SESSION_SECRET: 'a secret of at least thirty-two characters',
    };
    const demo = await openDemo({ ...env, METRICS_PORT: port });
    try {
      await demo.newBrowser().open('/client-credentials/authorize');
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const { stdout } = await run(['bash', '-c', countKept], { env });
      const kept: unknown = Object.fromEntries(
        [...stdout.matchAll(/^ *(\d+) (\S+)$/gm)].map(([, count, store]) => [store, Number(count)]),
      );

      expect(text).toContain('oauth_runs_total');
      expect(text).not.toContain('oauth_kept');
      expect(kept).toMatchObject({
        runs: 1,
        sessions: expect.any(Number),
        'current-access-tokens': 1,
      });
    } finally {
      await demo.close();
      await redis.stop();
    }
  });
});
