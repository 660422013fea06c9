/** The types of the package: those that can be seen through its door, and no package behind them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ENTRY = 'sandbox/standalone/library';

/** One tree for `require`, and a door to it for `import`, as with the code. */
export function writeDeclarations(top: string, staging: string): void {
  const declared = mkdtempSync(path.join(os.tmpdir(), 'declarations-'));
  try {
    const tsc = path.join(top, 'node_modules/typescript/bin/tsc');
    const args = ['-p', path.join(top, 'packaging/tsconfig.json'), '--outDir', declared];
    execFileSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
    for (const [file, text] of findVisible(declared, ENTRY)) {
      const at = path.join(staging, 'types', `${file}.d.cts`);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, text);
    }
  } finally {
    rmSync(declared, { recursive: true });
  }
  writeFileSync(path.join(staging, 'index.d.cts'), `export * from './types/${ENTRY}.cjs';\n`);
  writeFileSync(path.join(staging, 'index.d.mts'), `export * from './index.cjs';\n`);
}

/**
 * @returns The text of each declaration that `entry` leads to, by its path without an ending.
 * @throws {Error} One that needs another package: nobody who installs this would have it.
 */
function findVisible(declared: string, entry: string, found = new Map<string, string>()) {
  if (found.has(entry)) return found;
  const text = readFileSync(path.join(declared, `${entry}.d.ts`), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, one = '']) => one);
  const strange = specifiers.find((one) => !one.startsWith('.'));
  if (strange !== undefined) throw new Error(`${entry}.d.ts needs the types of ${strange}.`);
  found.set(entry, text.replaceAll(/(?<=(?:from|import\() ?'\.[^']+)\.ts(?=')/g, '.cjs'));
  for (const specifier of specifiers) {
    const next = path.posix.join(path.posix.dirname(entry), specifier.replace(/\.ts$/, ''));
    findVisible(declared, next, found);
  }
  return found;
}
