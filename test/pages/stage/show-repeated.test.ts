import { describe, expect, it } from '@jest/globals';
import { markDifference } from '../../../src/pages/stage/show-repeated.ts';

describe('Two values that had to be the same', () => {
  const inBrackets = (value: ReturnType<typeof markDifference>[number]) =>
    value.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

  it.each([
    ['http://a/cb', 'http://a/cb/', 'http://a/cb', 'http://a/cb[/]'],
    ['http://a:3/cb', 'http://bc:3/cb', 'http://[a]:3/cb', 'http://[bc]:3/cb'],
    ['http://a/aa', 'http://a/a', 'http://a/a[a]', 'http://a/a'],
    ['https://a', '', '[https://a]', ''],
    ['http://a/😀', 'http://a/😁', 'http://a/[😀]', 'http://a/[😁]'],
  ])('are marked where they differ: %s, %s', (one, other, first, second) => {
    expect(markDifference(one, other).map(inBrackets)).toEqual([first, second]);
  });
});
