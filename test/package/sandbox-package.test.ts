import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../support/start-process.ts';
import { TOP } from './empty-project.ts';
import { NAME, packSandbox } from './pack-sandbox.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const packed = packSandbox(folder);

const TOOLS = path.join(TOP, 'test/package/node_modules/.bin');
const hasTools = existsSync(TOOLS);
const skipped = hasTools ? '' : ' (skipped: they are not installed)';
const describeTools = hasTools ? describe : describe.skip;

describe('The package of the sandbox', () => {
  it('needs no other package, and runs nothing when it is installed', () => {
    const { dependencies, peerDependencies, optionalDependencies, scripts } = packed.manifest;

    expect([dependencies, peerDependencies, optionalDependencies, scripts]).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it('takes at most half a megabyte packed, and two and a half installed', () => {
    expect(packed.packedBytes).toBeLessThan(500_000);
    expect(packed.installedBytes).toBeLessThan(2_500_000);
  });

  it('holds what the sandbox needs and who uses it reads, and nothing else', () => {
    const known =
      /^(?:types\/.*\.d\.cts|views\/sandbox\/.*\.ejs|index\.(?:cjs|mjs|d\.cts|d\.mts)|cli\.mjs|command\.mjs)$/;

    expect(packed.files.filter((file) => !known.test(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-LICENSES.txt',
      'docs/ci.md',
      'docs/sandbox-openapi.json',
      'docs/sandbox.md',
      'package.json',
      'public/sandbox.css',
    ]);
  });

  it('has the licence of each package whose code is in it', () => {
    const notices = packed.read('THIRD-PARTY-LICENSES.txt');
    const named = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name]) => name);

    expect(named).toEqual(expect.arrayContaining(['ejs', 'express', 'helmet', 'lru-cache', 'zod']));
    expect(notices.match(/^-{80}$/gm)).toHaveLength(named.length);
    expect(notices).not.toMatch(/\((?:undefined|UNLICENSED)\)/);
    for (const foreign of ['axios', 'pino', 'esbuild']) expect(named).not.toContain(foreign);
  });

  it('has its version in its changelog, and names no file of this machine', () => {
    expect(packed.read('CHANGELOG.md')).toContain(`## ${String(packed.manifest['version'])}\n`);
    for (const file of packed.files) expect(packed.read(file)).not.toContain(TOP);
  });

  it.each([
    ['bitbucket-rehearsal', 'bitbucket-rehearsal'],
    ['@acme/bitbucket-sandbox', 'bitbucket-sandbox'],
  ])('is called %s where the owner wants that, and its command %s', (name, command) => {
    const url = 'git+https://git.example/acme/sandbox.git';
    const other = packSandbox(folder, `--name=${name}`, `--repository=${url}`);

    expect(other.manifest).toMatchObject({
      name,
      bin: { [command]: 'cli.mjs' },
      repository: { type: 'git', url },
    });
    expect(other.read('README.md')).toContain(`npx ${name} `);
    for (const text of ['README.md', 'docs/sandbox.md', 'docs/ci.md', 'CHANGELOG.md'])
      expect(other.read(text)).not.toContain(NAME);
  });
});

describeTools(`What publishers are told${skipped}`, () => {
  it('publint has nothing to say', async () => {
    const { code, stdout } = await run([path.join(TOOLS, 'publint'), packed.tarball, '--strict']);

    expect([code, stdout]).toEqual([0, expect.stringContaining('All good!')]);
  });

  it('its types are right for all who resolve them: attw', async () => {
    const { code, stdout } = await run([path.join(TOOLS, 'attw'), packed.tarball, '--no-emoji']);

    expect([code, stdout]).toEqual([0, expect.stringContaining('No problems found')]);
  });
});
