/** A program that must refuse to start. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Program } from '../support/programs.ts';
import { Broken } from './attack.ts';

const LONGEST_START_MS = 15_000;

/** It must end, and say why. @returns What it said. */
export async function expectRefusal(program: Program, words: RegExp): Promise<string> {
  const code = await Promise.race([program.ended, wait(LONGEST_START_MS, 'nothing')]);
  const said = (program.stdout() + program.stderr()).trim();
  if (program.isAlive() || said.startsWith('Listening') || said.startsWith('Sandbox on')) {
    await program.stop();
    throw new Broken(`it started: ${said}`);
  }
  if (code === 0 || !words.test(said)) throw new Broken(`it ended with ${code}: ${said}`);
  return said;
}
