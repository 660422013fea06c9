/** Starts what takes commands at a port, and waits until it does. */
import type { SpawnOptions } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { isOpen } from '../support/ports.ts';
import { startProcess } from '../support/start-process.ts';
import type { Started } from '../support/start-process.ts';

export async function startDriver(
  command: readonly string[],
  port: number,
  options: SpawnOptions = {},
): Promise<Started> {
  const driver = startProcess(command, options);
  while (!(await isOpen(port))) {
    if (!driver.isAlive()) throw new Error(`${command[0]} ended at its start: ${driver.stderr()}`);
    await wait(20);
  }
  return driver;
}
