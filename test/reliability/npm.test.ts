import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { findFreePort } from '../support/ports.ts';
import { type Started, startProcess } from '../support/start-process.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');

/** As a process manager starts it: no terminal, no input, a group of its own. */
async function startByNpm(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Started> {
  const npm = startProcess(['npm', ...args], {
    cwd: TOP,
    detached: true,
    env: { ...process.env, npm_config_update_notifier: 'false', ...env },
  });
  while (!/^(Listening|Sandbox) on /m.test(npm.stdout())) {
    if (!npm.isAlive()) throw new Error(npm.stdout() + npm.stderr());
    await wait(10);
  }
  return npm;
}

async function isServed(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

/** The exit code, once npm has ended; npm itself ends with a signal where its child did. */
async function endOf({ process: npm }: Started): Promise<number | string> {
  const [code, signal] = (await once(npm, 'exit')) as [number | null, string | null];
  return code ?? signal ?? 'unknown';
}

const PROGRAMS: readonly (readonly [name: string, argsFor: (port: number) => string[]])[] = [
  ['npm start', () => ['start']],
  ['npm run sandbox', (port) => ['run', 'sandbox', '--', '--port', String(port)]],
];

describe.each(PROGRAMS)('R14 %s', (_name, argsFor) => {
  /** What a signal does that is sent to npm, or to its whole group as a terminal sends it. */
  async function stopWith(signal: NodeJS.Signals, toWhom: 'npm' | 'group') {
    const port = await findFreePort();
    // Slow enough to be there still when a signal comes for the second time.
    const env = {
      DRAIN_SECONDS: '1',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    };
    const npm = await startByNpm(argsFor(port), env);
    const { pid = 0 } = npm.process;
    try {
      expect(await isServed(port)).toBe(true);
      const ended = endOf(npm);
      process.kill(toWhom === 'npm' ? pid : -pid, signal);
      return { how: await ended, isServed: await isServed(port) };
    } finally {
      try {
        process.kill(-pid, 'SIGKILL'); // whoever is left of the group
      } catch {
        // nobody is
      }
    }
  }

  it('R14 ends with SIGTERM to npm alone: node with it, cleanly, and the port is free', async () => {
    expect(await stopWith('SIGTERM', 'npm')).toEqual({ how: 0, isServed: false });
  });

  it('R14 takes Ctrl+C, which it gets from the terminal and from npm, for one signal', async () => {
    expect(await stopWith('SIGINT', 'group')).toEqual({ how: 0, isServed: false });
  });
});
