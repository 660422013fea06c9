/** WebKit as Debian has it, with its driver. It opens windows, so it is given a screen. */
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../support/ports.ts';
import { isInstalled, startProcess } from '../support/start-process.ts';
import type { Started } from '../support/start-process.ts';
import { startDriver } from './start-driver.ts';
import { CAPABILITIES, COMMANDS } from './webdriver.ts';
import type { Driver, Engine } from './webdriver.ts';

export const webkit: Engine = {
  name: 'WebKit',
  missing: [
    ...(isInstalled('WebKitWebDriver', '--help') ? [] : ['webkit2gtk-driver']),
    ...(isInstalled('Xvfb', '-help') ? [] : ['xvfb']),
  ],
  launch,
};

/** A question to a page that is left in this moment may never be answered. */
const LONGEST_ANSWER_MS = 10_000;
const LONGEST_START_MS = 60_000;

async function launch(): Promise<Driver> {
  const screen = startProcess(['Xvfb', '-displayfd', '1', '-screen', '0', '1600x1200x24']);
  const port = await findFreePort();
  const env = { DISPLAY: `:${await readDisplay(screen)}` };
  const driver = await startDriver(['WebKitWebDriver', `--port=${port}`], port, { env });
  const sessions = `http://127.0.0.1:${port}/session`;
  const capabilities = { alwaysMatch: CAPABILITIES };
  const opened = await call('POST', sessions, { capabilities }, LONGEST_START_MS);
  const session = `${sessions}/${(opened as { sessionId: string }).sessionId}`;
  return {
    send: (command, parameters) =>
      call('POST', `${session}/${COMMANDS[command].path(parameters.id ?? '')}`, parameters),
    async close() {
      await call('DELETE', session);
      await driver.stop();
      await screen.stop();
    },
  };
}

/** It takes the first display that is free, and writes its number. */
async function readDisplay(screen: Started): Promise<string> {
  while (!screen.stdout().endsWith('\n')) {
    if (!screen.isAlive()) throw new Error(`Xvfb ended at its start: ${screen.stderr()}`);
    await wait(20);
  }
  return screen.stdout().trim();
}

async function call(
  method: string,
  url: string,
  body?: object,
  mostMs = LONGEST_ANSWER_MS,
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(mostMs),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}
