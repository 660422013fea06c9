import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyCheckout, runIn } from '../support/checkout.ts';
import { findFreePort } from '../support/ports.ts';

const checkout = copyCheckout();
beforeAll(async () => {
  await runIn(checkout, [process.execPath, 'build.js']);
});
afterAll(() => checkout.remove());

/** As a process manager starts it: no terminal, no input, a group of its own. */
async function startByNpm(args: readonly string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const npm = spawn('npm', args, {
    cwd: checkout.folder,
    detached: true,
    env: { ...process.env, npm_config_update_notifier: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  npm.stderr.on('data', (chunk) => (err += String(chunk)));
  for await (const chunk of npm.stdout.iterator({ destroyOnReturn: false })) {
    out += String(chunk);
    if (/^(Listening|Sandbox) on /m.test(out)) break;
  }
  npm.stdout.resume();
  if (npm.exitCode !== null) throw new Error(out + err);
  return npm;
}

async function isServed(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

/** The exit code, once npm has ended; npm itself ends with a signal where its child did. */
async function endOf(npm: ChildProcess): Promise<number | string> {
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
    const { pid = 0 } = npm;
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
