import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import { isIPv6 } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort } from '../support/ports.ts';
import { type Program, listening, runApp } from '../support/programs.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../support/raw.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { isInstalled } from '../support/start-process.ts';
import { HOST } from './caddy.ts';
import { type Nginx, hasIPv6, startNginx } from './nginx.ts';
import { openVisitors } from './visitors.ts';

const MIN_FLOWS = 60;
const CANARY = 'canary-4f1d9c';
const START = '/client-credentials/authorize?server=sandbox-current';
const ADDRESSES = ['127.2.0.1', ...(hasIPv6 ? ['::1'] : [])];
const ofIPv6 = hasIPv6 ? '' : ' (skipped for ::1: no IPv6 here)';

const missing = [
  ...(isRedisInstalled ? [] : ['redis-server']),
  ...(isInstalled('nginx', '-v') ? [] : ['nginx']),
  ...(isInstalled('openssl', 'version') ? [] : ['openssl']),
];
const describeNginx = missing.length === 0 ? describe : describe.skip;
const note = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

describeNginx(`Two processes on one Redis behind nginx, by deploy/nginx.conf${note}`, () => {
  let [folder, publicUrl] = ['', ''];
  let apps: Program[] = [];
  let nginx: Nginx;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'nginx-'));
    const redis = await startRedis();
    closers.push(() => redis.stop());
    const port = await findFreePort();
    publicUrl = `https://${HOST}:${port}`;
    const env = { ...HOSTED, PUBLIC_URL: publicUrl, REDIS_URL: redis.url, LOG_LEVEL: 'info' };
    apps = [await listening(await runApp(env)), await listening(await runApp(env))];
    nginx = await startNginx(
      port,
      apps.map((app) => app.port),
      folder,
    );
    closers.push(() => nginx.stop(), ...apps.map((app) => () => app.stop()));
  });
  afterAll(async () => {
    await Promise.all(closers.map((close) => close()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** As one who comes by TLS and the public name. */
  function ask(request: RawRequest, localAddress = '127.0.0.1') {
    const agent = new https.Agent({ ca: nginx.ca, servername: HOST, localAddress });
    const { host, port } = new URL(publicUrl);
    const headers = { Host: host, ...request.headers };
    const at = isIPv6(localAddress) ? `[${localAddress}]` : '127.0.0.1';
    return sendRaw(`https://${at}:${port}`, { ...request, headers }, agent);
  }

  it('fail none of 60 whole flows of the four grants, through TLS', async () => {
    const visitors = openVisitors(publicUrl, nginx.ca);
    while (visitors.outcome().flows < MIN_FLOWS) await wait(50);
    const { failures } = await visitors.leave();

    const served = apps.map((app) => app.stderr().split('\n').length);
    expect({ failures, log: nginx.log() }).toEqual({ failures: [], log: '' });
    expect(Math.min(...served)).toBeGreaterThan(MIN_FLOWS); // both of them had their part
  });

  it.each(ADDRESSES)(
    `S40 count an address as nginx sees it, whatever a visitor says of their own: %s${ofIPv6}`,
    async (from) => {
      let [refusal, sent]: [RawAnswer | undefined, number] = [undefined, 0];
      while (refusal === undefined && sent < 1_000) {
        sent += 1;
        const headers = { 'X-Forwarded-For': `198.51.${sent % 250}.${sent % 199}` };
        const answer = await ask({ path: START, headers }, from);
        if (answer.status !== 303) refusal = answer;
      }

      // Of the app: nginx itself says nothing of when to come again.
      expect([refusal?.status, Number(refusal?.headers['retry-after']) > 0]).toEqual([429, true]);
      expect((await ask({ path: START }, '127.2.0.2')).status).toBe(303);
    },
  );

  it('S29 name no version, and refuse a body that is larger than any form', async () => {
    const body = 'x'.repeat(90_000);
    const { status, headers } = await ask({ path: '/errors', method: 'POST', body });

    expect([status, headers['server']]).toEqual([413, 'nginx']);
  });

  it('S20 write no code, no state and no address, neither when all is well nor when both are gone', async () => {
    const callback = `/oauth-callback?code=${CANARY}&state=${CANARY}`;
    const well = await ask({ path: callback, headers: { Cookie: `a=${CANARY}` } });
    for (const app of apps) await app.stop();
    const gone = await ask({ path: callback, headers: { Cookie: `a=${CANARY}` } });

    expect([well.status, gone.status]).toEqual([400, 502]);
    const written = nginx.log() + apps.map((app) => app.stderr()).join('');
    expect(written).not.toContain(CANARY);
    expect(nginx.log()).not.toMatch(/127\.\d/);
  });
});
