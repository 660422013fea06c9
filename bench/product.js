/** The product, compiled into a place of the bench's own: with its own packages, not the peers'. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const TOP = path.resolve(import.meta.dirname, '..');
const PRODUCT = path.join(import.meta.dirname, '.product');

/** No config.json and no .env go with it: the bench says everything through the environment. */
export function buildProduct() {
  mkdirSync(PRODUCT, { recursive: true });
  for (const name of ['views', 'public', 'package.json', 'node_modules']) {
    const at = path.join(PRODUCT, name);
    if (!existsSync(at)) symlinkSync(path.join(TOP, name), at);
  }
  const outdir = path.join(PRODUCT, 'dist');
  // As `npm start` builds it, and the door of the sandbox, through which the bench counts tokens.
  const args = ['build.js', '--fresh', outdir, 'src/sandbox/index.ts'];
  execFileSync(process.execPath, args, { cwd: TOP, stdio: 'inherit' });
}

/** The sandbox as others install it, in `.product/package`. */
export function buildPackage() {
  const tarballs = () => readdirSync(PRODUCT).filter((name) => name.endsWith('.tgz'));
  for (const old of tarballs()) rmSync(path.join(PRODUCT, old));
  const args = ['run', '-s', 'pack:sandbox', '--', '--to', PRODUCT];
  execFileSync('npm', args, { cwd: TOP, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('tar', ['-xzf', ...tarballs()], { cwd: PRODUCT });
}
