import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../support/start-process.ts';

const TOP = path.resolve(import.meta.dirname, '../..');

/** They run in one process, one after the other. */
const FILES = {
  'package.json': '{ "type": "module" }',
  'shared.js': 'export const loaded = {}; process.on("SIGWINCH", () => {});',
  'first.test.js': `
    import fs from 'node:fs';
    import { expect, it, jest } from '@jest/globals';
    import { loaded } from './shared.js';
    it('changes what is everybody’s', () => {
      jest.spyOn(fs, 'readFileSync').mockReturnValue('of a spy');
      process.env.LEFT_BEHIND = 'yes';
      delete process.env.KEPT;
      loaded.description = 'seen by first';
    });
    it('fails', () => expect(1).toBe(2));
    it('takes too long', () => new Promise(() => undefined), 20);
    it('throws later', async () => {
      setTimeout(() => { throw new Error('late'); }, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    });`,
  'second.test.js': `
    import fs from 'node:fs';
    import { expect, it } from '@jest/globals';
    import { loaded } from './shared.js';
    const { LEFT_BEHIND, KEPT } = process.env;
    it('finds it as it was', () => {
      expect(fs.readFileSync(import.meta.filename, 'utf8')).toContain('finds it');
      expect([LEFT_BEHIND, KEPT]).toEqual([undefined, 'yes']);
    });
    it('is given the same module', () => expect(loaded.description).toBe('seen by first'));`,
  'third.test.js': `throw new Error('This file cannot be loaded.');`,
  'untidy.test.js': `
    import { expect, it } from '@jest/globals';
    it('passes', () => {
      globalThis.fetch = () => {};
      globalThis.madeByTest = 1;
      process.chdir('/');
      process.on('SIGUSR2', () => {});
    });`,
  'zealous.test.js': `
    import { expect, it } from '@jest/globals';
    it('finds nothing of it', () => {
      expect([globalThis.fetch.name, globalThis.madeByTest]).toEqual(['fetch', undefined]);
      expect([process.cwd() === '/', process.listenerCount('SIGUSR2')]).toEqual([false, 0]);
    });`,
};

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

describe('Test files that share what Node has loaded', () => {
  let folder = '';
  let report: Report;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'runner-')));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
    const config = {
      rootDir: folder,
      transform: {},
      testEnvironment: path.join(TOP, 'test/runner/environment.ts'),
      testRunner: path.join(TOP, 'test/runner/framework.ts'),
      testSequencer: path.join(folder, 'in-order.cjs'),
    };
    writeFileSync(
      path.join(folder, 'in-order.cjs'),
      `module.exports = class { sort(tests) { return tests.toSorted((a, b) => a.path < b.path ? -1 : 1); }
        shard(tests) { return tests; } allFailedTests(tests) { return tests; } cacheResults() {} };`,
    );
    const output = path.join(folder, 'report.json');
    const node = [process.execPath, '--import', 'tsx', '--import', './test/runner/register.ts'];
    const jest = ['node_modules/jest/bin/jest.js', '--config', JSON.stringify(config)];
    const toFile = ['--runInBand', '--json', '--outputFile', output];
    await run([...node, ...jest, ...toFile], { env: { KEPT: 'yes' } });
    report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const of = (name: string) => report.testResults.find((one) => path.basename(one.name) === name);

  it('fail for what is false, for what takes too long, and for what is thrown later', () => {
    const states = of('first.test.js')?.assertionResults.map(({ title, status }) => [
      title,
      status,
    ]);

    expect(states).toEqual([
      ['changes what is everybody’s', 'passed'],
      ['fails', 'failed'],
      ['takes too long', 'failed'],
      ['throws later', 'failed'],
    ]);
    expect(of('third.test.js')?.message).toContain('This file cannot be loaded.');
  });

  it('show the line of the test, and none of the runner', () => {
    const message = of('first.test.js')?.message ?? '';

    for (const line of [11, 12, 14]) expect(message).toContain(`first.test.js:${line}:`);
    expect(message).not.toContain('test/runner/');
  });

  it('leave spies and the environment to the next file as they found them', () => {
    expect(of('second.test.js')).toMatchObject({ message: '' });
    expect(of('second.test.js')?.assertionResults).toHaveLength(2);
  });

  it('fail, with their results, for what they leave in globals, folder and listeners; the next file finds none of it', () => {
    const { message, assertionResults } = of('untidy.test.js') ?? {};

    expect(message).toContain(
      'leave to the next one: globalThis.fetch, globalThis.madeByTest, the working directory /, a listener of the process for SIGUSR2.',
    );
    expect(assertionResults).toMatchObject([{ title: 'passes', status: 'passed' }]);
    expect(of('zealous.test.js')).toMatchObject({ message: '' });
    expect(of('zealous.test.js')?.assertionResults).toHaveLength(1);
  });
});
