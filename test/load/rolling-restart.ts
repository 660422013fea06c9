/**
 * `npm run test:load`: two processes on one Redis behind Caddy, whole flows all the while, and each
 * process restarted in turn. Not one flow may fail. On this machine only; about a minute.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../support/ports.ts';
import { DRAIN_SECONDS, HEALTH_INTERVAL_MS, HOST, startCaddy } from './caddy.ts';
import { type Started, isInstalled, startProcess } from './processes.ts';
import { type Outcome, openVisitors } from './visitors.ts';

const MIN_FLOWS = 500;
const RESTARTS_OF_EACH = 2;
const MOST_MS = 110_000;

const missing = [
  ...(isInstalled('redis-server', '--version') ? [] : ['redis-server']),
  ...(isInstalled('caddy', 'version') ? [] : ['caddy']),
];
if (missing.length > 0) say(`Skipped: ${missing.join(' and ')} must be installed for this.`);
else process.exitCode = await run();
process.exit(); // with what is still running

async function run(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'load-'));
  try {
    const [redisPort, port, ...appPorts] = await Promise.all(
      Array.from({ length: 4 }, findFreePort),
    );
    if (redisPort === undefined || port === undefined) throw new Error('No port is free.');
    const publicUrl = `https://${HOST}:${port}`;
    const settings = {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PUBLIC_URL: publicUrl,
      SESSION_SECRET: randomBytes(32).toString('base64'),
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      TRUSTED_PROXIES: '1',
      DRAIN_SECONDS: String(DRAIN_SECONDS),
    };
    const startApp = (appPort: number) =>
      startProcess([process.execPath, 'dist/server.js'], appPort, {
        ...settings,
        PORT: String(appPort),
      });
    await startRedis(redisPort, folder);
    const apps = new Map<number, Started>();
    for (const appPort of appPorts) apps.set(appPort, await startApp(appPort));
    const caddy = await startCaddy(port, appPorts, folder);

    const visitors = openVisitors(publicUrl, caddy.ca);
    const deadline = AbortSignal.timeout(MOST_MS);
    const codes = await restartInTurn(apps, startApp);
    while (visitors.outcome().flows < MIN_FLOWS && !deadline.aborted) await wait(100);
    const outcome = await visitors.leave();
    for (const line of caddy.log().split('\n').filter(isError)) say(line);
    return report(outcome, codes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function startRedis(port: number, folder: string): Promise<Started> {
  const options = { port, bind: '127.0.0.1', dir: folder, appendonly: 'no', maxmemory: '64mb' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return startProcess(
    ['redis-server', ...args, '--save', '', '--maxmemory-policy', 'allkeys-lru'],
    port,
  );
}

/** One after the other, as a deploy does: the next only when the last is known to be well. */
async function restartInTurn(
  apps: Map<number, Started>,
  startApp: (port: number) => Promise<Started>,
): Promise<(number | string)[]> {
  const codes: (number | string)[] = [];
  for (let round = 0; round < RESTARTS_OF_EACH; round += 1) {
    for (const [port, app] of apps) {
      await wait(1_000);
      codes.push(await app.stop());
      const log = app.log();
      if (log !== '') say(log);
      apps.set(port, await startApp(port));
      await wait(3 * HEALTH_INTERVAL_MS);
    }
  }
  return codes;
}

function report(
  { flows, requests, failures }: Outcome,
  codes: readonly (number | string)[],
): number {
  for (const failure of failures.slice(0, 20)) say(`failed: ${failure}`);
  const restarts = `${codes.length} restarts (exit codes ${codes.join(', ')})`;
  say(`${flows} flows of ${requests} requests over ${restarts}: ${failures.length} failed`);
  const isWell = failures.length === 0 && flows >= MIN_FLOWS && codes.every((code) => code === 0);
  return isWell ? 0 : 1;
}

/** Of the proxy's log: an answer that it could not get. */
function isError(line: string): boolean {
  return line.includes('"level":"error"');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
