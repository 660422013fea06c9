import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { findWeakness } from '../../src/secrets/weak-secret.ts';

describe('R16 a secret that a person chose', () => {
  it.each([
    ['short', /^must have at least 32 characters/],
    ['a'.repeat(32), /^has fewer than 8 different characters/],
    ['x9'.repeat(20), /^has fewer than 8 different characters/],
    ['01010101011100101010101101010101', /^has fewer than 8 different/],
    ['Tr7kQz2w'.repeat(4), /^says the same again and again/],
    ['Tr7kQz2wTr7kQz2wTr7kQz2wTr7kQz2wTr7', /^says the same again and again/],
    ['0123456789abcdef0123456789abcdef', /^says the same again and again/],
    ['abcdefghijklmnopqrstuvwxyz0123456789', /^counts letters or digits/],
    ['zyxwvutsrqponmlkjihgfedcba987654', /^counts letters or digits/],
    ['super-secret-session-secret-for-production-12345', /^is made of well-known words/],
    ['My Very Long Secret Key, Please Change This', /^is made of well-known words/],
    ['correct horse battery staple password', /^is made of well-known words/],
    ['keyboard cat keyboard dragon qwerty', /^is made of well-known words/],
  ])('R16 is refused where it could be guessed: %s', (secret, message) => {
    const weakness = findWeakness(secret);

    expect(weakness).toMatch(message);
    expect(weakness).toContain('openssl rand -base64 32');
    expect(weakness).not.toContain(secret);
  });

  it.each([
    'a secret of at least thirty-two characters',
    'kept-over-restarts-0123456789abcdef',
    'fjord umbrella quartz nine velvet piano',
  ])('is good where it could not: %s', (secret) => {
    expect(findWeakness(secret)).toBeUndefined();
  });

  it.each(['base64', 'base64url', 'hex'] as const)(
    'is good out of a generator, in %s',
    (encoding) => {
      const secrets = Array.from({ length: 2_000 }, () => randomBytes(24).toString(encoding));

      expect(secrets.filter((secret) => findWeakness(secret) !== undefined)).toEqual([]);
    },
  );
});
