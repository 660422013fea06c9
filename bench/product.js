/** The product, compiled into a place of the bench's own: with its own packages, not the peers'. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const TOP = path.resolve(import.meta.dirname, '..');
const PRODUCT = path.join(import.meta.dirname, '.product');

/** No config.json and no .env go with it: the bench says everything through the environment. */
export function buildProduct() {
  rmSync(path.join(PRODUCT, 'dist'), { recursive: true, force: true });
  mkdirSync(PRODUCT, { recursive: true });
  for (const name of ['views', 'public', 'package.json', 'node_modules']) {
    const at = path.join(PRODUCT, name);
    if (!existsSync(at)) symlinkSync(path.join(TOP, name), at);
  }
  const tsc = path.join(TOP, 'node_modules/.bin/tsc');
  const outDir = path.join(PRODUCT, 'dist');
  execFileSync(tsc, ['-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: TOP,
    stdio: 'inherit',
  });
}
