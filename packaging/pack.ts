/**
 * `npm run pack:sandbox`: the sandbox as a package of its own, without dependencies, as a tarball.
 *
 *   npm run pack:sandbox -- [--name <package>] [--repository <URL>] [--to <folder>]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { writeDeclarations } from './declarations.ts';
import { createManifest } from './manifest.ts';
import { renderNotices } from './notices.ts';

const TOP = path.resolve(import.meta.dirname, '..');
/** The project's own name stands before it, so it is nobody else's; the owner may choose another. */
const DEFAULT_NAME = 'bitbucket-oauth-grants-sandbox';
/** The code looks for them where it does in the repository. */
const AS_THEY_STAND = [
  'LICENSE',
  'views/sandbox',
  'public/sandbox.css',
  'docs/sandbox-openapi.json',
];
/** They call the package by its name. */
const TEXTS = [
  ['packaging/README.md', 'README.md'],
  ['packaging/CHANGELOG.md', 'CHANGELOG.md'],
  ['docs/sandbox.md', 'docs/sandbox.md'],
  ['docs/ci.md', 'docs/ci.md'],
] as const;

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: DEFAULT_NAME },
    repository: { type: 'string' },
    to: { type: 'string', default: '.' },
  },
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'pack-sandbox-'));
try {
  await fill(folder);
  const args = ['pack', '--loglevel=error', `--pack-destination=${path.resolve(values.to)}`];
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
} finally {
  rmSync(folder, { recursive: true });
}

async function fill(staging: string): Promise<void> {
  const at = (file: string) => path.join(staging, file);
  const from = (file: string) => path.join(TOP, file);
  for (const file of AS_THEY_STAND) cpSync(from(file), at(file), { recursive: true });
  for (const [source, file] of TEXTS) {
    const text = readFileSync(from(source), 'utf8');
    writeFileSync(at(file), text.replaceAll(DEFAULT_NAME, values.name));
  }
  const bundled = await bundle(TOP, staging);
  writeFileSync(at('THIRD-PARTY-LICENSES.txt'), renderNotices(TOP, bundled));
  writeDeclarations(TOP, staging);
  const manifest = createManifest(readFileSync(from('package.json'), 'utf8'), values);
  writeFileSync(at('package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}
