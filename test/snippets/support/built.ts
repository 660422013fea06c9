/** The command that runs a program. Where a language builds first, it is built once for all tests of a file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ToolChain } from '../tool-chains.ts';
import type { ProgramFile } from './program-files.ts';

const results = new Map<string, string>();
let folder: string | undefined;
process.once('exit', () => folder && rmSync(folder, { recursive: true }));

/** @param copy Of the program, in the folder in which it is to run. */
export function commandFor(
  file: ProgramFile,
  { runWith, build, env }: ToolChain,
  copy: string,
): readonly string[] {
  if (!build) return [...runWith, copy];
  const known = results.get(file.name);
  if (known !== undefined) return [...runWith, known];
  folder ??= mkdtempSync(path.join(os.tmpdir(), 'snippets-built-'));
  const result = path.join(folder, file.name.replaceAll('/', '-'));
  const [command = '', ...args] = build(file.path, result);
  const { status, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${file.name} does not build:\n${stderr}`);
  results.set(file.name, result);
  return [...runWith, result];
}
