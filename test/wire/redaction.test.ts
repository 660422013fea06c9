import { describe, expect, it } from '@jest/globals';
import { maskText } from '../../src/wire/redaction.ts';

const SECRET = 'abcdefghijklmnopqrstuvwxyz';

function shown(text: string, known?: string[]): string {
  return maskText(text, known)
    .map((part) => part.text)
    .join('');
}

describe('Masking', () => {
  it.each([
    ['JSON', `{"access_token": "${SECRET}", "expires_in": 7200}`],
    ['JSON with an escaped quote', `{"refresh_token":"${SECRET}\\"${SECRET}"}`],
    ['a query', `https://a.example/cb?code=${SECRET}&state=s`],
    ['a fragment', `https://a.example/cb#access_token=${SECRET}&state=s`],
    ['a form', `code_verifier=${SECRET}`],
    ['another spelling', `{"clientSecret": "${SECRET}", "Client-Assertion":"${SECRET}"}`],
    ['a bearer header', `Bearer ${SECRET}`],
    ['a basic header', `Basic ${SECRET}`],
  ])('finds a secret by its name in %s', (_where, text) => {
    expect(shown(text)).not.toContain(SECRET);
    expect(maskText(text).some((part) => part.isMasked)).toBe(true);
  });

  it('finds a known secret wherever it stands, every time', () => {
    expect(shown(`x${SECRET}y${SECRET}z`, [SECRET])).toBe('xabcd…wxyzyabcd…wxyzz');
  });

  it('merges finds that overlap', () => {
    const text = `{"access_token":"${SECRET}"}`;

    expect(shown(text, [SECRET.slice(5), SECRET])).toBe('{"access_token":"abcd…wxyz"}');
  });

  it('leaves the rest as it is, names of fields with a similar name too', () => {
    const text = '{"token_type": "bearer", "scope": "account"} ?state=abc&encoded=1&my-code=2';

    expect(maskText(text)).toEqual([{ text, isMasked: false }]);
  });

  it('does not loop on an empty secret', () => {
    expect(shown('text', [''])).toBe('text');
  });
});
