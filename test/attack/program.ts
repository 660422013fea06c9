/** The programs under attack, as they are run in earnest: built, each a process of its own, on loopback. */
import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../support/ports.ts';
import { Broken } from './attack.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');
const LONGEST_START_MS = 15_000;

export interface Program {
  readonly port: number;
  readonly process: ChildProcess;
  /** Everything it has said, on both streams. */
  said(): string;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  isAlive(): boolean;
  /** Megabytes: the most it has ever had. */
  peakMemory(): number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function run(
  args: readonly string[],
  port: number,
  env: Readonly<Record<string, string>> = {},
  stdio: StdioOptions = ['ignore', 'pipe', 'pipe'],
): Program {
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, { cwd: TOP, env: { PATH, ...env }, stdio });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  void ended.then(() => running.delete(child));
  return {
    port,
    process: child,
    said: () => text,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    peakMemory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** An empty value wins over `.env` and counts as not set. */
const NOTHING_SET = {
  HOST: '127.0.0.1',
  PUBLIC_URL: '',
  CALLBACK_URL: '',
  BITBUCKET_CONSUMER_KEY: '',
  BITBUCKET_CONSUMER_SECRET: '',
  SESSION_SECRET: '',
  REDIS_URL: '',
  TRUSTED_PROXIES: '',
  SANDBOX_CONTROL: '',
};

/** The app, without waiting for it. */
export async function runApp(
  env: Readonly<Record<string, string>> = {},
  stdio?: StdioOptions,
): Promise<Program> {
  const port = Number(env['PORT'] ?? (await findFreePort()));
  return run(['dist/server.js'], port, { ...NOTHING_SET, PORT: String(port), ...env }, stdio);
}

/** The sandbox by itself, without waiting for it. */
export async function runSandbox(...args: readonly string[]): Promise<Program> {
  const port = await findFreePort();
  return run(['dist/sandbox/cli.js', '--port', String(port), ...args], port);
}

/** Until it takes connections. */
export async function listening(program: Program, host = '127.0.0.1'): Promise<Program> {
  const deadline = Date.now() + LONGEST_START_MS;
  while (Date.now() < deadline && program.isAlive()) {
    const isUp = await fetch(`http://${host}:${program.port}/health/live`).then(
      () => true,
      () => false,
    );
    if (isUp) return program;
    await wait(25);
  }
  await program.stop();
  throw new Error(`It did not start: ${program.said()}`);
}

/** It must refuse to start, and say why. @returns What it said. */
export async function expectRefusal(program: Program, words: RegExp): Promise<string> {
  const code = await Promise.race([program.ended, wait(LONGEST_START_MS, 'nothing')]);
  const said = program.said().trim();
  if (program.isAlive() || said.startsWith('Listening') || said.startsWith('Sandbox on')) {
    await program.stop();
    throw new Broken(`it started: ${said}`);
  }
  if (code === 0 || !words.test(said)) throw new Broken(`it ended with ${code}: ${said}`);
  return said;
}
