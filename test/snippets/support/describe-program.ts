/** One table for all languages: what a program does, in each of them, in each era that has its grant. */
import { afterEach, describe } from '@jest/globals';
import type { EraName } from '../../../src/sandbox/index.ts';
import type { CreateSandboxOptions } from '../../../src/sandbox/standalone/library.ts';
import { findToolChain } from '../tool-chains.ts';
import { type Bench, openBench } from './bench.ts';
import { type ProgramFile, programFiles } from './program-files.ts';

export interface Subject {
  readonly file: ProgramFile;
  readonly era: EraName;
  /** A bench for one test; it is closed after it. */
  readonly open: (options?: CreateSandboxOptions) => Promise<Bench>;
}

/**
 * The record (see `../record.ts`) goes by the names of these blocks: `python/refresh.py in current`.
 *
 * @param name Of the file, without its extension.
 * @param where What is no matter of the era is tried in one.
 */
export function describeProgram(
  name: string,
  tests: (subject: Subject) => void,
  where: (file: ProgramFile, era: EraName) => boolean = () => true,
): void {
  for (const file of programFiles.filter(({ program }) => program === name)) {
    for (const era of file.eras.filter((one) => where(file, one))) {
      describeHere(file)(`${file.name} in ${era}`, () =>
        tests({ file, era, open: opener(file, era) }),
      );
    }
  }
}

/** Skips what has no tool chain on this machine: `../missing.setup.ts` says so by name. */
export function describeHere({ language }: ProgramFile): typeof describe.skip {
  return typeof findToolChain(language.slug) === 'string' ? describe.skip : describe;
}

/** To be called in a block of tests: what it opens in a test is closed after it. */
export function opener(file: ProgramFile, era: EraName) {
  const opened: Bench[] = [];
  afterEach(async () => {
    for (const bench of opened.splice(0)) await bench.close();
  });
  return async (options?: CreateSandboxOptions): Promise<Bench> => {
    const toolChain = findToolChain(file.language.slug);
    if (typeof toolChain === 'string') throw new Error(toolChain);
    const bench = await openBench(file, toolChain, era, options);
    opened.push(bench);
    return bench;
  };
}
