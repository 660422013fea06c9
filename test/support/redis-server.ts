/** A real redis-server on a free port, with nothing on disk. Debian's package; `.ci/run` installs it. */
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort, isOpen } from './ports.ts';
import { type Started, isInstalled, startProcess } from './start-process.ts';

export const isRedisInstalled = isInstalled('redis-server');

export interface TestRedis {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Hangs: takes connections, answers nothing. */
  freeze(): void;
  thaw(): void;
}

/** @param options More of the server's own, such as `--requirepass`. */
export async function startRedis(...options: string[]): Promise<TestRedis> {
  const port = await findFreePort();
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  let server: Started | undefined;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      server = startProcess(['redis-server', ...settings, ...options], { stdio: 'ignore' });
      while (!(await isOpen(port))) await wait(5);
    },
    async stop() {
      server?.signal('SIGCONT');
      await server?.stop();
    },
    freeze: () => server?.signal('SIGSTOP'),
    thaw: () => server?.signal('SIGCONT'),
  };
  await redis.start();
  return redis;
}
