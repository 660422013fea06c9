/** What the load needs beside itself: processes that are started, asked to stop, and waited for. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { isOpen } from '../support/ports.ts';

export interface Started {
  /** What it wrote to stderr. */
  log(): string;
  /** Asks it to end, and waits until it has: its exit code, or the signal that ended it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

export const isInstalled = (command: string, version: string): boolean =>
  spawnSync(command, [version]).status === 0;

/** @param port Where it listens once it is up. */
export async function startProcess(
  [command = '', ...args]: readonly string[],
  port: number,
  env: Record<string, string> = {},
): Promise<Started> {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = endOf(child);
  let log = '';
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  process.once('exit', () => child.kill('SIGKILL')); // whatever happens to the load, nothing stays
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`${command} ended at its start: ${log}`);
    await wait(20);
  }
  return {
    log: () => log,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | string> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return code ?? signal ?? 'unknown';
}
