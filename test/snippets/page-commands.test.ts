/** What the page says is all that is needed: its commands, pasted in an empty folder, with the secret of `/sandbox`. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { isInstalled } from '../support/start-process.ts';
import { startProgram } from './support/running.ts';

const describeHere = isInstalled('curl') ? describe : describe.skip;

describeHere('The commands of the page, against the sandbox in the app that runs (curl)', () => {
  let demo: TestDemo;
  let folder = '';
  beforeAll(async () => {
    demo = await openDemo();
    folder = mkdtempSync(path.join(os.tmpdir(), 'page-commands-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await demo.close();
  });

  /** Another port than the page's, for somebody may have taken that one. */
  async function paste(step: string, language: string, port: number) {
    const reader = demo.newBrowser();
    const textOf = async (address: string, ...ids: readonly string[]) => {
      const { root } = await reader.get(address);
      return ids.map((id) => root.querySelector(`#${id}`)?.textContent ?? '');
    };
    const address = `/authorization-code?step=${step}&view=code&language=${language}`;
    const [prepare = '', run = ''] = await textOf(address, 'prepare', 'run');
    const [secret = ''] = await textOf('/sandbox', 'program-current-Secret');
    const commands = `${prepare}${secret}\n${run}`.replace(':8976/', `:${port}/`);
    return startProgram(['bash', '-ec', commands], { cwd: folder });
  }

  it.each(
    [
      ['javascript', 'node'],
      ['python', 'python3'],
    ].filter(([, command = '']) => isInstalled(command)),
  )('sign somebody in, and refresh the token in the same folder: %s', async (language) => {
    const port = await findFreePort();
    const signIn = await paste('A', language, port);
    const [, address = ''] = await signIn.waitFor(/^Open (\S+)$/m);
    const { location = '' } = await decideAtSandbox(new Browser(demo.url), address);
    const landed = await fetch(location);
    const signedIn = await signIn.end();

    const refreshed = await (await paste('Refresh', language, port)).end();

    expect(new URL(location).host).toBe(`127.0.0.1:${port}`);
    expect(landed.status).toBe(200);
    expect(signedIn).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Signed in as Ada Example'),
    });
    expect(refreshed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Token of Ada Example'),
    });
  });
});
