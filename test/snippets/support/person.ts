/** The person of an interactive program: opens the address that it prints, decides, and comes back. */
import { Browser } from '../../support/browser.ts';
import { type Decision, decideAtSandbox } from '../../support/resource-owner.ts';
import type { Ended } from '../../support/start-process.ts';
import type { Bench } from './bench.ts';
import type { ProgramFile } from './program-files.ts';
import type { Running } from './running.ts';

/** What the browser shows in the end; nothing where the person pastes the address instead. */
export type Shown = { readonly status: number; readonly text: string } | undefined;

/** curl listens to nobody: the person pastes the address on which the browser has landed. */
export const pastes = ({ language }: ProgramFile) => language.slug === 'bash';

/** The address that the program prints, on a line of its own. */
export async function readAddress(running: Running): Promise<URL> {
  const [, address = ''] = await running.waitFor(/^Open (\S+)$/m);
  return new URL(address);
}

/** Signs in and decides. @returns The address of the authorization response, not opened. */
export async function decide(bench: Bench, address: URL, how?: Decision): Promise<URL> {
  const page = await decideAtSandbox(new Browser(bench.sandbox.baseUrl), address.href, how);
  if (page.location === undefined) throw new Error(`No redirect: ${page.text}`);
  return new URL(page.location);
}

/** Brings the authorization response to the program. */
export async function bringBack(file: ProgramFile, running: Running, answer: URL): Promise<Shown> {
  if (pastes(file)) {
    running.type(answer.href);
    return undefined;
  }
  const response = await fetch(answer, { redirect: 'manual' });
  return { status: response.status, text: await response.text() };
}

/** So that a program has something to do with each of its servers: signed in, with a token to refresh. */
export async function prepare(file: ProgramFile, bench: Bench): Promise<Bench> {
  const isOld = file.program === 'refresh';
  bench.keep({ ...(await bench.signIn()), ...(isOld && { expires_at: 1 }) });
  bench.sandbox.clearRequests();
  return bench;
}

/** Runs it to its end; an interactive one gets its answer. */
export async function runWithPerson(
  file: ProgramFile,
  bench: Bench,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const running = bench.start(env);
  if (file.program === 'authorization-code') {
    const address = await readAddress(running);
    await bringBack(file, running, await decide(bench, address));
  }
  return running.end();
}
