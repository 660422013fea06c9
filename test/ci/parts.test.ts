import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { run } from '../support/start-process.ts';

const JEST = [
  '--import',
  'tsx',
  '--import',
  './test/runner/register.ts',
  'node_modules/jest/bin/jest.js',
];

/** The files that a configuration of jest takes, from the top of the repository. */
async function listTests(...options: readonly string[]): Promise<string[]> {
  const { stdout } = await run([process.execPath, ...JEST, '--listTests', ...options]);
  const top = `${process.cwd()}/`;
  return stdout
    .split('\n')
    .filter((line) => line.endsWith('.test.ts'))
    .map((line) => line.replace(top, ''));
}

describe('The parts of the suite', () => {
  it('take every file of tests, each of them once', async () => {
    const [quick, slow] = await Promise.all([
      listTests(),
      listTests('--config', 'jest.slow.config.js'),
    ]);
    const all = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => `test/${file}`);

    expect(slow).toContain('test/reliability/restart.test.ts');
    expect([...quick, ...slow].toSorted()).toEqual(all.toSorted());
  });

  it('are each run by .ci/run', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const slow = Object.keys(scripts).filter(
      (name) => name.startsWith('test:') && !['test:unit', 'test:browser'].includes(name),
    );
    const ci = readFileSync('.ci/run', 'utf8');

    expect(slow.length).toBeGreaterThan(4);
    expect(slow.filter((name) => !ci.includes(`npm run -s ${name} `))).toEqual([]);
  });
});
