/**
 * What only tests need comes with the first of them, in packages of its own: whoever starts the app alone
 * waits neither for a browser nor for the clients that others have written.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Folders of `test`, each with a package.json and its lock. */
export const PACKAGES = ['browser', 'clients', 'lint', 'package'] as const;
export type PackageName = (typeof PACKAGES)[number];

/**
 * Installs it, and says so first, where it is not there or is not what its lock says.
 *
 * @returns Is it there? Without a network it may not be.
 */
export function install(name: PackageName, parent = path.resolve(import.meta.dirname, '..')) {
  const folder = path.join(parent, name);
  const lock = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  const record = path.join(folder, 'node_modules', '.installed-lock.json');
  if (existsSync(record) && readFileSync(record, 'utf8') === lock) return true;

  process.stdout.write(`Once, for the tests: npm ci in test/${name} (${listOf(folder)})\n`);
  const [command, ...npm] = npmCommand();
  const { status } = spawnSync(command, [...npm, 'ci', '--ignore-scripts', '--no-audit'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) return false;
  writeFileSync(record, lock);
  return true;
}

function listOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return Object.keys((manifest as { devDependencies: object }).devDependencies).join(', ');
}

/** Whichever npm has started us. */
export function npmCommand(): [string, ...string[]] {
  const { npm_execpath: npm } = process.env;
  return npm === undefined ? ['npm'] : [process.execPath, npm];
}
