/** A real redis-server on a free port, with nothing on disk. Debian's package; `.ci/run` installs it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { findFreePort, isOpen } from './ports.ts';

export const isRedisInstalled = spawnSync('redis-server', ['--version']).status === 0;

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
  let server: ChildProcess | undefined;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const args = [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        ...options,
      ];
      server = spawn('redis-server', args, { stdio: 'ignore' });
      while (!(await isOpen(port))) await new Promise(setImmediate);
    },
    async stop() {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGCONT');
      server.kill('SIGKILL');
      await gone;
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  };
  await redis.start();
  return redis;
}
