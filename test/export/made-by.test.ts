import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { MADE_BY } from '../../src/export/made-by.ts';

it('an export names the version of the package', () => {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    string
  >;

  expect(MADE_BY).toEqual({ name, version, node: process.version });
});
