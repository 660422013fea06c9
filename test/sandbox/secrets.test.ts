import { expect, it } from '@jest/globals';
import { pooledRandomBytes, randomId } from '../../src/sandbox/secrets.ts';

/** 4,096 is no multiple of it: the supply is filled again in the middle, dozens of times. */
const BYTES = 61;

it('Random bytes are drawn once each, however often the supply runs out, and stay what they were', () => {
  const drawn = Array.from({ length: 4_000 }, () => pooledRandomBytes(BYTES));
  const texts = drawn.map((bytes) => bytes.toString('hex'));

  expect(new Set(texts).size).toBe(4_000);
  expect(new Set(texts.map((text) => text.length))).toEqual(new Set([2 * BYTES]));
  const zeros = drawn.flatMap((bytes) => [...bytes]).filter((byte) => byte === 0).length;
  expect(zeros).toBeLessThan(2 * ((4_000 * BYTES) / 256)); // one of 256: no part was handed out empty
});

it('An id has 256 bits in letters that need no escape in a URL or a cookie', () => {
  expect(randomId()).toMatch(/^[\w-]{43}$/);
});
