/** The tests of docs/ci.md in other languages, word for word, each by the command that stands below it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Ended, isInstalled, run } from '../support/start-process.ts';
import { TOP, examplesOf } from './empty-project.ts';

const PAGE = 'docs/ci.md';
const files = examplesOf(PAGE);
const commands = commandsOf(PAGE);

interface CiProgram {
  /** For the title: the file, and why it is skipped, if it is. */
  readonly title: string;
  readonly file: string;
  readonly isSkipped: boolean;
  /** What it prints once its tests have passed. */
  readonly passed: RegExp;
}

const ciPrograms: readonly CiProgram[] = [
  program('test_bitbucket.py', isInstalled('python3'), 'python3', /^Ran 2 tests in .*\n\nOK$/m),
  program(
    'bitbucket_test.go',
    isInstalled('go', 'version'),
    'go',
    /^ok\s+example\.com\/bitbucket/m,
  ),
  program('BitbucketTest.java', isInstalled('javac'), 'a JDK', /^OK \(2 tests\)$/m),
];

/** @param endings How they ended, as `runCiPrograms` has it. */
export function describeCiPrograms(endings: () => ReadonlyMap<string, Ended>): void {
  for (const { file, title, isSkipped, passed } of ciPrograms) {
    const describeHere = isSkipped ? describe.skip : describe;
    describeHere(title, () => {
      it('passes, word for word, beside the others', () => {
        const { code, stdout = '', stderr = '' } = endings().get(file) ?? {};

        expect(stdout + stderr).toMatch(passed);
        expect(code).toBe(0);
      });
    });
  }
}

/** All at once, as parallel workers are. @returns How each ended, by its file. */
export async function runCiPrograms(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, Ended>> {
  const here = ciPrograms.filter(({ isSkipped }) => !isSkipped);
  const all = here.map(async ({ file }) => [file, await runCiProgram(file, folder, env)] as const);
  return new Map(await Promise.all(all));
}

export function runCiProgram(
  file: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  writeFileSync(path.join(folder, file), textOf(files, file));
  return run(['bash', '-e', '-c', ciCommand(file)], { cwd: folder, env });
}

/** The lines of the page below `<!-- run: name -->`. */
export const ciCommand = (name: string) => textOf(commands, name);

export const ciFile = (name: string) => textOf(files, name);

function program(file: string, isHere: boolean, tool: string, passed: RegExp): CiProgram {
  return {
    title: file + (isHere ? '' : ` (skipped: no ${tool})`),
    file,
    isSkipped: !isHere,
    passed,
  };
}

function commandsOf(document: string): ReadonlyMap<string, string> {
  const text = readFileSync(path.join(TOP, document), 'utf8');
  const found = text.matchAll(/<!-- run: (\S+) -->\s+```sh\n(.*?)```/gs);
  return new Map([...found].map(([, name = '', code = '']) => [name, code]));
}

function textOf(blocks: ReadonlyMap<string, string>, name: string): string {
  const text = blocks.get(name);
  if (text === undefined) throw new Error(`${PAGE} has no ${name}.`);
  return text;
}
