import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { TOP, installIn } from './empty-project.ts';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'whole-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** `npm pack` of a copy: its build must not disturb what others run from `dist`. */
async function pack(): Promise<Packed> {
  const staging = path.join(folder, 'staging');
  mkdirSync(staging);
  for (const name of [
    'src',
    'views',
    'public',
    'docs',
    'package.json',
    'README.md',
    '.npmrc',
    'tsconfig.json',
    'tsconfig.build.json',
    'build.js',
    'require-node.js',
    'config.json',
  ]) {
    cpSync(path.join(TOP, name), path.join(staging, name), { recursive: true });
  }
  writeFileSync(path.join(staging, '.env'), 'BITBUCKET_CONSUMER_SECRET=private');
  symlinkSync(path.join(TOP, 'node_modules'), path.join(staging, 'node_modules'));
  const args = ['pack', '--json', '--loglevel=error', `--pack-destination=${folder}`];
  const { stdout } = await run('npm', args, { cwd: staging });
  // What the build prints stands before it.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as Packed[];
  if (!packed) throw new Error(stdout);
  return packed;
}

const packed = await pack();
const project = await installIn(path.join(folder, 'project'), [path.join(folder, packed.filename)]);
const skipped = project ? '' : ' (skipped: the npm registry cannot be reached)';
const describeOnline = project ? describe : describe.skip;

/** At the address that the sandbox has had from the start. */
describe('The packed repository', () => {
  it('holds what the sandbox needs, and nothing private', () => {
    const paths = packed.files.map((file) => file.path);

    for (const needed of [
      'dist/sandbox/cli.js',
      'dist/sandbox/library.js',
      'dist/sandbox/standalone/library.d.ts',
      'views/sandbox/consent.ejs',
      'views/sandbox/parts/top.ejs',
      'public/sandbox.css',
      'docs/sandbox-openapi.json',
      'docs/sandbox.md',
      'package.json',
    ]) {
      expect(paths).toContain(needed);
    }
    const strange = paths.filter(
      (name) =>
        !/^(?:dist\/sandbox\/.*\.(?:js|js\.LEGAL\.txt)|dist\/.*\.d\.ts|views\/sandbox\/.*\.ejs|public\/sandbox\.css)$/.test(
          name,
        ) &&
        !['docs/sandbox-openapi.json', 'docs/sandbox.md', 'package.json', 'README.md'].includes(
          name,
        ),
    );
    expect(strange).toEqual([]);
  });
});

describeOnline(`In an empty project${skipped}`, () => {
  it('there are the library and the command', async () => {
    project?.write(
      'a.mjs',
      `import { createSandbox } from 'bitbucket-oauth-grants/sandbox';
      const sandbox = await createSandbox();
      console.log((await fetch(sandbox.baseUrl)).status);
      await sandbox.close();`,
    );

    expect(await project?.run(process.execPath, 'a.mjs')).toBe('200\n');
    expect(await project?.run('npx', '--offline', 'bitbucket-sandbox', '--help')).toMatch(
      /^bitbucket-sandbox: a strict Bitbucket/,
    );
  });
});
