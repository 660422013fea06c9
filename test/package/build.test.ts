import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { copyCheckout, runIn } from './checkout.ts';
import type { Ended } from '../support/start-process.ts';

const checkout = copyCheckout();
afterAll(() => checkout.remove());

/** Somebody who may write nowhere here: to the superuser, modes are no hindrance. */
const STRANGER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const BUILD = [process.execPath, 'build.js'];
const build = () => runIn(checkout, BUILD);
const builtAt = () => statSync(checkout.at('dist/built.json')).mtimeMs;

function expectOneLine({ code, stdout, stderr }: Ended, line: RegExp): void {
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect([code, stdout]).toEqual([1, '']);
}

/** As where the checkout belongs to somebody else. */
async function locked<T>(run: () => Promise<T>): Promise<T> {
  const folders = ['dist', 'dist/sandbox', 'dist/built.json', '.'];
  for (const one of folders) chmodSync(checkout.at(one), 0o555);
  try {
    return await run();
  } finally {
    for (const one of folders) chmodSync(checkout.at(one), 0o755);
  }
}

describe('The build before each start', () => {
  it('makes both programs and the library, and says nothing', async () => {
    expect(await build()).toEqual({ code: 0, stdout: '', stderr: '' });

    for (const file of ['server.js', 'sandbox/cli.js', 'sandbox/library.js']) {
      expect(existsSync(checkout.at(`dist/${file}`))).toBe(true);
    }
  });

  it('does nothing where dist is what src makes', async () => {
    const before = builtAt();

    await build();

    expect(builtAt()).toBe(before);
  });

  const CHANGES: readonly (readonly [file: string, change: (text: string) => string])[] = [
    ['src/server.ts', (text) => `${text}// another`],
    ['public/implicit/wire.js', (text) => `${text}// another`],
    ['build.js', (text) => `${text}// another`],
    [
      'node_modules/.package-lock.json',
      (text) => text.replace(/("node_modules\/express": \{\s+"version": ")/, '$10.'),
    ],
  ];
  it.each(CHANGES)('builds anew where %s is another, whatever its time', async (file, change) => {
    const before = builtAt();
    const { atime, mtime } = statSync(checkout.at(file));
    writeFileSync(checkout.at(file), change(readFileSync(checkout.at(file), 'utf8')));
    utimesSync(checkout.at(file), atime, mtime);

    await build();

    expect(builtAt()).toBeGreaterThan(before);
  });

  it('builds anew where a file of dist is missing', async () => {
    rmSync(checkout.at('dist/server.main.js'));

    await build();

    expect(readFileSync(checkout.at('dist/server.main.js'), 'utf8')).not.toBe('');
  });

  it('leaves no script behind that a page could load in the place of the one in public', async () => {
    writeFileSync(checkout.at('dist/public/gone.js'), '');
    appendFileSync(checkout.at('public/site.js'), '// newer\n');

    await build();

    expect(existsSync(checkout.at('dist/public/gone.js'))).toBe(false);
    expect(existsSync(checkout.at('dist/public/site.js'))).toBe(true);
  });

  it('builds anew where the record of the last build was torn', async () => {
    writeFileSync(checkout.at('dist/built.json'), '{"madeFrom":');

    expect(await build()).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(checkout.at('dist/built.json'), 'utf8'))).toHaveProperty(
      'files',
    );
  });

  it('needs no right to write where dist is what src makes', async () => {
    const ended = await locked(() => runIn(checkout, BUILD, STRANGER));

    expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('says in one line that dist is old and may not be written', async () => {
    appendFileSync(checkout.at('src/server.ts'), '// newer\n');

    const ended = await locked(() => runIn(checkout, BUILD, STRANGER));

    expectOneLine(
      ended,
      /^dist is missing or older than src, and cannot be built: EACCES.*npm install/,
    );
  });

  it('needs nothing but what `npm install --omit=dev` installs', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = [...readFileSync('build.js', 'utf8').matchAll(/(?:from |import\()'([^']+)'/g)];
    const packages = imported.map(([, name = '']) => name).filter((name) => /^[\w@]+$/.test(name));

    expect(packages).toEqual(['esbuild']);
    expect(packages.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });

  it('says in one line that esbuild is not installed, and needs none where dist is what src makes', async () => {
    await build();
    rmSync(checkout.at('node_modules/esbuild'));
    expect((await build()).code).toBe(0);
    rmSync(checkout.at('dist'), { recursive: true });

    expectOneLine(await build(), /cannot be built: Cannot find package 'esbuild'.*npm install/);
  });
});
