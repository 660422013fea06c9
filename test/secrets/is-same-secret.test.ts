import { describe, expect, it } from '@jest/globals';
import { isSameSecret } from '../../src/secrets/is-same-secret.ts';

describe('Two secrets', () => {
  it('are the same, or not, whatever their lengths', () => {
    expect(isSameSecret('a secret', 'a secret')).toBe(true);
    expect(isSameSecret('', '')).toBe(true);
    for (const other of ['a secreT', 'a secret ', 'a secre', '']) {
      expect(isSameSecret('a secret', other)).toBe(false);
    }
  });
});
