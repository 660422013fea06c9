import { expect, it } from '@jest/globals';
import { showNumber } from '../../src/pages/show-number.ts';

it.each([0, 999, 1_000, 8_000, 75_432, 123_456, 1_234_567])('%d, as English writes it', (one) => {
  expect(showNumber(one)).toBe(one.toLocaleString('en'));
});
