import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** The checks of shared/checks.md that this release is held to. */
const SECURITY = [
  1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 25, 27, 28, 29, 30,
  31, 34, 35, 36, 37, 38, 39, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
  58, 59,
];
const RELIABILITY = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 27, 29, 30,
];

const name = (letter: string) => (n: number) => `${letter}${String(n).padStart(2, '0')}`;
const IDS = [...SECURITY.map(name('S')), ...RELIABILITY.map(name('R'))];

describe('The checks', () => {
  it.each(IDS)('%s has a test whose title begins with it', (id) => {
    const files = readdirSync('test', { recursive: true, encoding: 'utf8' });
    const tests = files
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(`test/${file}`, 'utf8'));

    expect(
      tests.filter((text) => text.match(new RegExp(`^ +['"\`]${id} |\\(['"\`]${id} `, 'm'))),
    ).not.toEqual([]);
  });
});
