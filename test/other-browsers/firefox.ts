/** Firefox as Debian has it, without a window. Debian has no driver for it, so it is spoken to directly. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../support/ports.ts';
import { isInstalled } from '../support/start-process.ts';
import { connectMarionette } from './marionette.ts';
import { startDriver } from './start-driver.ts';
import { CAPABILITIES, COMMANDS } from './webdriver.ts';
import type { Driver, Engine } from './webdriver.ts';

export const firefox: Engine = {
  name: 'Firefox',
  missing: isInstalled('firefox-esr') ? [] : ['firefox-esr'],
  launch,
};

async function launch(): Promise<Driver> {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'firefox-'));
  const port = await findFreePort();
  writeFileSync(path.join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`);
  const options = ['--headless', '--no-remote', '--marionette', '--profile', profile];
  const browser = await startDriver(['firefox-esr', ...options], port);
  const marionette = connectMarionette(port);
  await marionette.call('WebDriver:NewSession', CAPABILITIES);
  return {
    async send(command, parameters) {
      const result = await marionette.call(COMMANDS[command].marionette, parameters);
      return (result as { value?: unknown }).value;
    },
    async close() {
      marionette.close();
      await browser.stop();
      rmSync(profile, { recursive: true, maxRetries: 5 });
    },
  };
}
