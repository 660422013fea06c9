import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../support/ports.ts';
import { HOSTED } from '../support/hosted.ts';
import { type Program, listening, runApp } from '../support/programs.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { isInstalled } from '../support/start-process.ts';
import { DRAIN_SECONDS, HEALTH_INTERVAL_MS, HOST, startCaddy } from './caddy.ts';
import { openVisitors } from './visitors.ts';

const MIN_FLOWS = 500;
const RESTARTS_OF_EACH = 2;
const MOST_MS = 110_000;

const missing = [
  ...(isRedisInstalled ? [] : ['redis-server']),
  ...(isInstalled('caddy', 'version') ? [] : ['caddy']),
];
const describeDeploy = missing.length === 0 ? describe : describe.skip;
const note = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

describeDeploy(`Two processes on one Redis behind Caddy${note}`, () => {
  let folder = '';
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'load-'))));
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** One after the other, as a deploy does: the next only when the last is known to be well. */
  async function restartInTurn(
    apps: Map<number, Program>,
    startApp: (port: number) => Promise<Program>,
  ): Promise<{ codes: (number | string)[]; logs: string }> {
    const codes: (number | string)[] = [];
    let logs = '';
    for (let round = 0; round < RESTARTS_OF_EACH; round += 1) {
      for (const [port, app] of apps) {
        await wait(1_000);
        codes.push(await app.stop('SIGTERM'));
        logs += app.stderr();
        apps.set(port, await startApp(port));
        await wait(3 * HEALTH_INTERVAL_MS);
      }
    }
    return { codes, logs };
  }

  it('fail none of 500 whole flows while each of them is restarted in turn', async () => {
    const redis = await startRedis('--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru');
    closers.push(() => redis.stop());
    const [port, one, other] = [await findFreePort(), await findFreePort(), await findFreePort()];
    const publicUrl = `https://${HOST}:${port}`;
    const settings = {
      ...HOSTED,
      PUBLIC_URL: publicUrl,
      REDIS_URL: redis.url,
      DRAIN_SECONDS: String(DRAIN_SECONDS),
    };
    const startApp = async (appPort: number) => {
      const app = await listening(await runApp({ ...settings, PORT: String(appPort) }));
      closers.push(() => app.stop());
      return app;
    };
    const apps = new Map([
      [one, await startApp(one)],
      [other, await startApp(other)],
    ]);
    const caddy = await startCaddy(port, [one, other], folder);
    closers.push(() => caddy.stop());

    const visitors = openVisitors(publicUrl, caddy.ca);
    const deadline = AbortSignal.timeout(MOST_MS);
    const { codes, logs } = await restartInTurn(apps, startApp);
    while (visitors.outcome().flows < MIN_FLOWS && !deadline.aborted) await wait(100);
    const { flows, failures } = await visitors.leave();

    const ofProxy = caddy
      .stderr()
      .split('\n')
      .filter((line) => line.includes('"level":"error"'));
    expect({ failures, ofProxy, logs }).toEqual({ failures: [], ofProxy: [], logs: '' });
    expect(flows).toBeGreaterThanOrEqual(MIN_FLOWS);
    expect(codes).toEqual(Array.from({ length: 2 * RESTARTS_OF_EACH }, () => 0));
  }, 150_000);
});
