/** A checkout of its own, for tests that build, spoil or lock what others run from. */
import type { SpawnOptions } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ended, run } from '../support/start-process.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');

export interface Checkout {
  readonly folder: string;
  at(file: string): string;
  remove(): void;
}

/** What git holds and a start needs, with the packages that are installed here. */
export function copyCheckout(): Checkout {
  const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  const at = (file: string) => path.join(folder, file);
  const files = ['src', 'views', 'public', 'package.json', '.npmrc', 'config.json'];
  for (const file of [...files, 'build.js', 'require-node.js']) {
    cpSync(path.join(TOP, file), at(file), { recursive: true });
  }
  // One by one, so that a test can take a package away.
  mkdirSync(at('node_modules'));
  for (const name of readdirSync(path.join(TOP, 'node_modules'))) {
    const from = path.join(TOP, 'node_modules', name);
    if (name === '.package-lock.json') cpSync(from, at(`node_modules/${name}`));
    else symlinkSync(from, at(`node_modules/${name}`));
  }
  chmodSync(folder, 0o755); // others may look: a test starts it as somebody who may not write
  return { folder, at, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a command of the checkout to its end. */
export function runIn(
  { folder }: Checkout,
  command: readonly string[],
  options: SpawnOptions = {},
): Promise<Ended> {
  return run(command, { ...options, cwd: folder });
}
