import { describe, expect, it } from '@jest/globals';
import { codeChallengeS256, createCodeVerifier } from '../../src/oauth/pkce.ts';

describe('Proof Key for Code Exchange', () => {
  it('hashes the verifier as the RFC does in its example (RFC 7636 Appendix B)', () => {
    expect(codeChallengeS256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('makes verifiers of the allowed length and alphabet, never the same (RFC 7636 §4.1)', () => {
    const verifiers = Array.from({ length: 100 }, createCodeVerifier);

    expect(verifiers.filter((one) => !/^[\w.~-]{43,128}$/.test(one))).toEqual([]);
    expect(new Set(verifiers).size).toBe(100);
  });
});
