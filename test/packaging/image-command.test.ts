import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { makeCertificate } from '../support/certificate.ts';
import { HOSTED } from '../support/hosted.ts';
import { findFreePort } from '../support/ports.ts';
import { type Started, run, startProcess } from '../support/start-process.ts';

const cwd = path.resolve(import.meta.dirname, '../..');
const command = (...args: readonly string[]) => [
  process.execPath,
  '--import',
  'tsx', // the image has a Node that reads TypeScript by itself
  'packaging/image/command.ts',
  ...args,
];

let running: Started | undefined;
afterEach(async () => void (await running?.stop()));

const start = (name: 'app' | 'sandbox', env: Record<string, string>) =>
  (running = startProcess(command(name), { cwd, env }));

/** Until it says that it listens. */
async function open(name: 'app' | 'sandbox', env: Record<string, string>): Promise<void> {
  const child = start(name, env);
  while (!child.stdout().includes('\n')) {
    if (!child.isAlive()) throw new Error(child.stderr());
    await wait(10);
  }
}

async function isWell(env: Record<string, string>): Promise<boolean> {
  const { code, stderr } = await run(command('healthcheck'), { cwd, env });
  expect(stderr).toBe('');
  return code === 0;
}

describe("The image's check of its health", () => {
  const { cert = '', key = '' } = makeCertificate() ?? {};
  const tls: Record<string, string> = cert ? { SANDBOX_CERT: cert, SANDBOX_KEY: key } : {};

  it.each<[string, Record<string, string>]>([
    ['at the port of the app', {}],
    ['at the port of the app, with TLS', tls],
    ['at an address of its own', { SANDBOX_HOST: '127.0.0.2' }],
  ])('knows the sandbox %s', async (_where, more) => {
    const port = String(await findFreePort());
    const env = { PORT: port, SANDBOX_PORT: port, SANDBOX_HOST: '0.0.0.0', ...more };

    expect(await isWell(env)).toBe(false);
    await open('sandbox', env);
    expect(await isWell(env)).toBe(true);
  });

  it('does not mind a PORT that the sandbox has no use for', async () => {
    const env = { SANDBOX_PORT: String(await findFreePort()), PORT: 'tcp://10.0.0.7:80' };
    await open('sandbox', env);

    expect(await isWell(env)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '127.0.0.2'])('knows the app where HOST is %s', async (HOST) => {
    const env = { HOST, PORT: String(await findFreePort()), SANDBOX_PORT: '1' };

    expect(await isWell(env)).toBe(false);
    await open('app', env);
    expect(await isWell(env)).toBe(true);
  });
});

it('The image stops when it is asked to while it starts, though the first process hears only what it listens to', async () => {
  const redis = net.createServer().listen(0, '127.0.0.1'); // never answers: the start waits
  await once(redis, 'listening');
  const address = redis.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const child = start('app', {
    REDIS_URL: `redis://127.0.0.1:${port}`,
    SESSION_SECRET: HOSTED.SESSION_SECRET,
    PORT: String(await findFreePort()),
  });
  await once(redis, 'connection');
  child.signal('SIGTERM');

  expect(await child.ended).toBe(0);
  expect(child.stdout()).toBe('');
  redis.close();
});
