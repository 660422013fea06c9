/** Everything that listens, each as a process of its own, built (`dist`): the app, the command, and a test's library. */
import type { StdioOptions } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort, isOpen } from './ports.ts';
import { type Started, startProcess } from './start-process.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');
const LONGEST_START_MS = 15_000;

export interface Program extends Started {
  readonly port: number;
  /** Where it listens, once it does. */
  readonly url: string;
}

type Env = Readonly<Record<string, string>>;

/** An empty value wins over `.env` and counts as not set. */
const NOTHING_SET = {
  HOST: '127.0.0.1',
  CALLBACK_URL: '',
  BITBUCKET_CONSUMER_KEY: '',
  BITBUCKET_CONSUMER_SECRET: '',
  SESSION_SECRET: '',
  REDIS_URL: '',
  TRUSTED_PROXIES: '',
  SANDBOX_CONTROL: '',
};

/** The app, without waiting for it. */
export async function runApp(env: Env = {}, stdio?: StdioOptions): Promise<Program> {
  const port = Number(env['PORT'] ?? (await findFreePort()));
  const host = env['HOST'] ?? NOTHING_SET.HOST;
  const publicUrl = `http://127.0.0.1:${port}`;
  const all = { ...NOTHING_SET, PORT: String(port), PUBLIC_URL: publicUrl, ...env };
  return { ...start(['dist/server.js'], all, stdio), port, url: `http://${host}:${port}` };
}

/** The sandbox by itself, without waiting for it. */
export async function runCommand(
  args: readonly string[] = [],
  env: Env = {},
  stdio?: StdioOptions,
): Promise<Program> {
  const port = await findFreePort();
  const command = ['dist/sandbox/cli.js', '--port', String(port), ...args];
  return { ...start(command, env, stdio), port, url: `http://127.0.0.1:${port}` };
}

const LIBRARY = `
  import { createSandbox } from './dist/sandbox/library.js';
  const sandbox = await createSandbox({ port: Number(process.env.PORT) });
  console.log('Sandbox on ' + sandbox.baseUrl);
  process.once('SIGTERM', () => sandbox.close().then(() => process.exit(0)));`;

/** A test that uses the library, without waiting for it. */
export async function runLibrary(): Promise<Program> {
  const port = await findFreePort();
  const started = start(['--input-type=module', '--eval', LIBRARY], { PORT: String(port) });
  return { ...started, port, url: `http://127.0.0.1:${port}` };
}

function start(args: readonly string[], env: Env, stdio?: StdioOptions): Started {
  return startProcess([process.execPath, ...args], { cwd: TOP, env, ...(stdio && { stdio }) });
}

/** Until it says where it listens, or, where that is not read, takes connections. @throws Where it ends before that. */
export async function listening(program: Program): Promise<Program> {
  const { stdout } = program.process;
  const isRead = stdout?.readableFlowing === true && !stdout.destroyed;
  const deadline = Date.now() + LONGEST_START_MS;
  while (program.isAlive() && Date.now() < deadline) {
    if (isRead ? program.stdout().includes('\n') : await isOpen(program.port)) return program;
    await wait(10);
  }
  const how = await program.stop();
  throw new Error(`It did not start (${how}): ${program.stdout()}${program.stderr()}`);
}
