/** Everything that listens, each as a process of its own: the app, the command, and a test's library. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findFreePort } from './ports.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');

export interface Program {
  readonly url: string;
  /** The `Host` of whoever asks. */
  readonly host: string;
  /** What it has written to a pipe that is read. */
  stderr(): string;
  isAlive(): boolean;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

export interface Start {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly host?: string;
}

/** Where stdout and stderr go: to pipes that are read, to such as nobody is at any more, to a file. */
export type Output = 'read' | 'hung up on' | number;

const HOSTED = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://demo.example',
  SESSION_SECRET: 'Kq3vX9tRz7LmW2pYb8NcD5sJf4GhTe6A',
  TRUSTED_PROXIES: '1',
};

const LIBRARY = `
  import { createSandbox } from './src/sandbox/standalone/library.ts';
  const sandbox = await createSandbox({ port: Number(process.env.PORT) });
  process.once('SIGTERM', () => sandbox.close().then(() => process.exit(0)));`;

const SERVER: Start = { args: ['src/server.ts'] };

/** By what they are called in a test's title. */
export const PROGRAMS = {
  'the app': { ...SERVER, env: { SANDBOX_CONTROL: 'true' } },
  'the hosted app': { ...SERVER, env: HOSTED, host: 'demo.example' },
  'the command bitbucket-sandbox': { args: ['src/sandbox/standalone/cli.ts'] },
  'a process with createSandbox()': { args: ['--input-type=module', '--eval', LIBRARY] },
} as const satisfies Record<string, Start>;

/** Resolves once it listens. */
export async function startListening(
  { args, env, host }: Start,
  output: Output = 'read',
): Promise<Program> {
  const port = String(await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const ofCommand = args[0]?.endsWith('cli.ts') === true ? ['--port', port] : [];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args, ...ofCommand], {
    cwd: TOP,
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: port, PUBLIC_URL: url, ...env },
    stdio: typeof output === 'number' ? ['ignore', output, output] : ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const pipe of [child.stdout, child.stderr]) {
    if (output === 'hung up on') pipe?.destroy();
    else
      pipe?.on('data', (chunk: Buffer) => (written += pipe === child.stderr ? String(chunk) : ''));
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  while (isAlive() && !(await answers(url))) await new Promise((wait) => setTimeout(wait, 100));
  if (!isAlive()) throw new Error(`It ended (${await ended}) before it listened: ${written}`);
  return {
    url,
    host: host ?? new URL(url).host,
    stderr: () => written,
    isAlive,
    ended,
    signal: (name) => void child.kill(name),
  };
}

export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    () => true,
    () => false,
  );
}
