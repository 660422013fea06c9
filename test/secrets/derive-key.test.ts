import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { deriveKey } from '../../src/secrets/derive-key.ts';

const SECRET = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';
const USES = ['session cookie', 'storage', 'sandbox current', 'sandbox legacy'] as const;

describe('The keys of one secret', () => {
  it('are 32 bytes, another for each use, and the same in every process (RFC 5869)', () => {
    const keys = USES.map((use) => deriveKey(SECRET, use).toString('hex'));

    expect(new Set(keys).size).toBe(USES.length);
    expect(keys.every((key) => key.length === 64)).toBe(true);
    expect(deriveKey(SECRET, 'session cookie').toString('hex')).toBe(keys[0]);
    expect(keys).not.toContain(createHash('sha256').update(SECRET).digest('hex'));
  });

  it('are all that is made of it: nobody hashes the secret, or signs with it', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
    const text = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`src/${file}`, 'utf8'))
      .join('\n');

    expect(text).not.toMatch(
      /update\((sessionSecret|secret)\)|hash\('sha256', (sessionSecret|secret)\b(?!,)/,
    );
  });
});
