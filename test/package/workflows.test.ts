import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { run } from '../support/start-process.ts';
import { TOP } from './empty-project.ts';

const VALIDATOR = path.join(TOP, 'test/package/node_modules/.bin/action-validator');
const FOLDER = path.join(TOP, '.github/workflows');
const isThere = existsSync(VALIDATOR);
const describeValidator = isThere ? describe : describe.skip;

describeValidator(`The workflows${isThere ? '' : ' (skipped: no validator is installed)'}`, () => {
  it.each(readdirSync(FOLDER))('fit the schema: %s', async (file) => {
    expect(await run([VALIDATOR, path.join(FOLDER, file)])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('The workflow that publishes the sandbox', () => {
  const text = readFileSync(path.join(FOLDER, 'publish-sandbox.yml'), 'utf8');

  it('starts by hand alone, tests first, and gives provenance without a token of ours', () => {
    const steps = [...text.matchAll(/- run: (.*)/g)].map(([, command = '']) => command);

    expect(text).toMatch(/^on:\n {2}workflow_dispatch:\n/m);
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
    expect(steps.map((command) => command.split(' ').slice(0, 3).join(' '))).toEqual([
      'npm ci --ignore-scripts',
      'npm run test:package',
      'npm run pack:sandbox',
      expect.stringContaining('npm publish'),
    ]);
    expect(steps.at(-1)).toContain('--provenance');
  });

  it('puts what somebody typed into no script', () => {
    const scripts = text.split('\n').filter((line) => /^ +- run:/.test(line));

    expect(scripts.filter((line) => line.includes('${{'))).toEqual([]);
  });
});
