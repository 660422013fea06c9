import { describe, expect, it } from '@jest/globals';
import { eras } from '../../../src/sandbox/eras.ts';
import { createAccessToken, createRefreshToken } from '../../../src/sandbox/tokens/token-forms.ts';

const COUNT = 10_000;

describe('Forms of tokens (contract §1.3)', () => {
  it.each(['legacy', 'current'] as const)('S58 repeats none of 10,000 tokens in %s', (name) => {
    const access = Array.from({ length: COUNT }, () => createAccessToken(eras[name]));
    const refresh = Array.from({ length: COUNT }, () => createRefreshToken(eras[name]));

    expect(new Set(access).size).toBe(COUNT);
    expect(new Set(refresh).size).toBe(COUNT);
  });

  it('are opaque, 80 to 110 characters and "ending `=`" in legacy, refresh tokens 18 (contract §1.3)', () => {
    expect(createAccessToken(eras.legacy)).toMatch(/^[\w-]{83}=$/);
    expect(createRefreshToken(eras.legacy)).toMatch(/^[A-Za-z0-9]{18}$/);
  });

  it('look like JWTs of 1,900 to 2,600 characters in current (contract §1.3)', () => {
    for (const token of [createAccessToken(eras.current), createRefreshToken(eras.current)]) {
      const [header = '', , signature = ''] = token.split('.');
      expect(token.length).toBeGreaterThan(2_000);
      expect(token.length).toBeLessThanOrEqual(2_600);
      expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'JWT' });
      expect(signature).toHaveLength(86); // 512 random bits, at the end
    }
  });
});
