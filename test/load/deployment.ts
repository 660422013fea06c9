/** Two processes of the app on one Redis behind Caddy, as docs/hosting.md has it. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { Browser } from '../support/browser.ts';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort } from '../support/ports.ts';
import { type Program, listening, runApp } from '../support/programs.ts';
import { type TestRedis, isRedisInstalled, startRedis } from '../support/redis-server.ts';
import { isInstalled } from '../support/start-process.ts';
import { DRAIN_SECONDS, HOST, startCaddy } from './caddy.ts';
import { type Visitors, openVisitors, openWay } from './visitors.ts';

const missing = [
  ...(isRedisInstalled ? [] : ['redis-server']),
  ...(isInstalled('caddy', 'version') ? [] : ['caddy']),
];
export const canDeploy = missing.length === 0;
/** For the title of what is skipped. */
export const note = canDeploy ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

export interface Deployment {
  readonly redis: TestRedis;
  /** By their ports. */
  readonly apps: Map<number, Program>;
  openVisitors(): Visitors;
  newBrowser(): Browser;
  /** Stops one process as a deploy does, and starts it anew. @returns How it ended and what it had logged. */
  restart(port: number): Promise<{ code: number | string; log: string }>;
  /** Redis, which is down, has lost all that it held. */
  emptyRedis(): void;
  /** What the proxy could not do. */
  errorsOfProxy(): readonly string[];
  close(): Promise<void>;
}

/** @param folder For the certificates, and for what Redis writes down: after a kill it has it again. */
export async function openDeployment(folder: string): Promise<Deployment> {
  // No fsync: a kill of Redis takes nothing of what it has written, and no slow disk holds it up.
  const onDisk = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'no'];
  const bounds = ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'];
  const redis = await startRedis(...bounds, ...onDisk);
  const port = await findFreePort();
  const publicUrl = `https://${HOST}:${port}`;
  const settings = {
    ...HOSTED,
    PUBLIC_URL: publicUrl,
    REDIS_URL: redis.url,
    DRAIN_SECONDS: String(DRAIN_SECONDS),
  };
  const startApp = async (appPort: number) =>
    listening(await runApp({ ...settings, PORT: String(appPort) }));
  const apps = new Map<number, Program>();
  for (const at of [await findFreePort(), await findFreePort()]) apps.set(at, await startApp(at));
  const caddy = await startCaddy(port, [...apps.keys()], folder);
  const way = openWay(publicUrl, caddy.ca, '127.2.0.1');
  return {
    redis,
    apps,
    openVisitors: () => openVisitors(publicUrl, caddy.ca),
    newBrowser: () => new Browser(publicUrl, way.send),
    async restart(at) {
      const app = apps.get(at);
      const code = (await app?.stop('SIGTERM')) ?? 'none was there';
      apps.set(at, await startApp(at));
      return { code, log: app?.stderr() ?? '' };
    },
    emptyRedis: () => rmSync(path.join(folder, 'appendonlydir'), { recursive: true }),
    errorsOfProxy: () =>
      caddy
        .stderr()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
    async close() {
      way.close();
      await Promise.all([caddy.stop(), ...[...apps.values()].map((app) => app.stop())]);
      await redis.stop();
    },
  };
}
