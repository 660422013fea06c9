/** `npm run pack:sandbox`, and what came of it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { TOP } from './empty-project.ts';

export const NAME = 'bitbucket-oauth-grants-sandbox';

export interface Packed {
  readonly tarball: string;
  /** Relative to the package, in order. */
  readonly files: readonly string[];
  readonly packedBytes: number;
  readonly installedBytes: number;
  readonly manifest: Readonly<Record<string, unknown>>;
  read(file: string): string;
}

/** @param folder Where it is put, and unpacked. */
export function packSandbox(folder: string, ...args: readonly string[]): Packed {
  const place = mkdtempSync(path.join(folder, 'packed-'));
  const command = ['run', '-s', 'pack:sandbox', '--', `--to=${place}`, ...args];
  execFileSync('npm', command, { cwd: TOP, stdio: ['ignore', 'ignore', 'inherit'] });
  const [name = ''] = readdirSync(place);
  const tarball = path.join(place, name);
  execFileSync('tar', ['-xzf', tarball, '-C', place]);
  const unpacked = path.join(place, 'package');
  const read = (file: string) => readFileSync(path.join(unpacked, file), 'utf8');
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)))
    .toSorted();
  return {
    tarball,
    files,
    packedBytes: statSync(tarball).size,
    installedBytes: files.reduce((sum, one) => sum + statSync(path.join(unpacked, one)).size, 0),
    manifest: JSON.parse(read('package.json')) as Packed['manifest'],
    read,
  };
}
