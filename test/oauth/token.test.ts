import { describe, expect, it } from '@jest/globals';
import { InvalidResponseError } from '../../src/errors/errors.ts';
import { parseToken, parseTokenError } from '../../src/oauth/token.ts';

const GOOD = { access_token: 'a', token_type: 'bearer' };

describe('The access token response', () => {
  it('is read with all it may hold (§5.1)', () => {
    const body = { ...GOOD, expires_in: 7200, scope: 'account email', refresh_token: 'r' };

    expect(parseToken(body)).toEqual({
      accessToken: 'a',
      tokenType: 'bearer',
      expiresInSeconds: 7200,
      scopes: ['account', 'email'],
      refreshToken: 'r',
    });
  });

  it('needs no more than a token and its type (§5.1)', () => {
    expect(parseToken(GOOD)).toEqual({ accessToken: 'a', tokenType: 'bearer', scopes: [] });
  });

  it('may call its scopes by the name that Bitbucket used until 2026', () => {
    expect(parseToken({ ...GOOD, scopes: 'account  email' }).scopes).toEqual(['account', 'email']);
  });

  it.each(['Bearer', 'BEARER'])('may write its type %s (§5.1)', (token_type) => {
    expect(parseToken({ ...GOOD, token_type }).tokenType).toBe(token_type);
  });

  it.each([
    [3600, 3600],
    ['3600', 3600],
    [0, 0],
    [1e12, 365 * 24 * 3600],
    [-5, undefined],
    ['soon', undefined],
    [null, undefined],
    [{}, undefined],
  ])('with expires_in %p lives %p seconds', (expires_in, seconds) => {
    expect(parseToken({ ...GOOD, expires_in }).expiresInSeconds).toBe(seconds);
  });

  it.each([[''], [7], [null], [{}]])('has no refresh token in %p', (refresh_token) => {
    expect(parseToken({ ...GOOD, refresh_token }).refreshToken).toBeUndefined();
  });

  it.each([
    ['access_token', 8 * 1024],
    ['refresh_token', 8 * 1024],
    ['scope', 2_000],
    ['scopes', 2_000],
  ])('is refused where %s has more than %d characters: it is kept, and sent', (name, longest) => {
    expect(() => parseToken({ ...GOOD, [name]: 'x'.repeat(longest) })).not.toThrow();
    expect(() => parseToken({ ...GOOD, [name]: 'x'.repeat(longest + 1) })).toThrow(
      `a ${name} of ${longest + 1} characters`,
    );
  });

  it.each([[null], ['text'], [[GOOD]], [7], [{}], [{ ...GOOD, token_type: undefined }]])(
    'is refused when it is %p (§5.1)',
    (body) => {
      expect(() => parseToken(body)).toThrow(InvalidResponseError);
    },
  );
});

describe('The error response', () => {
  it('keeps the code and the words of the server (§5.2)', () => {
    const error = parseTokenError(400, { error: 'invalid_grant', error_description: 'Too old' });

    expect(error).toMatchObject({ code: 'invalid_grant', description: 'Too old', status: 400 });
  });

  it('keeps no more of them than a page can show', () => {
    const long = 'x'.repeat(1e6);
    const error = parseTokenError(400, { error: long, error_description: long });

    expect(error).toMatchObject({ code: 'x'.repeat(500), description: 'x'.repeat(500) });
  });

  it('may have no words, or words that are no text (§5.2)', () => {
    expect(parseTokenError(400, { error: 'e' }).description).toBeUndefined();
    expect(parseTokenError(400, { error: 'e', error_description: [] }).description).toBeUndefined();
  });

  it.each([[{}], [{ error: '' }], [{ error: {} }], [[]], [null]])(
    'is refused when it is %p (§5.2)',
    (body) => {
      expect(() => parseTokenError(500, body)).toThrow(InvalidResponseError);
    },
  );
});
