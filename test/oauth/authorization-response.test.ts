import { describe, expect, it } from '@jest/globals';
import {
  AuthorizationError,
  InvalidRequestError,
  IssuerMismatchError,
} from '../../src/errors/errors.ts';
import { readAuthorizationCode } from '../../src/oauth/authorization-response.ts';

const ISSUER = 'https://as.example';
const read = (parameters: Record<string, string>, issuer?: string) =>
  readAuthorizationCode(new Map(Object.entries(parameters)), issuer);

describe('The authorization response', () => {
  it('holds the code, where the server sends no iss (§4.1.2)', () => {
    expect(read({ code: 'c1' })).toBe('c1');
  });

  it('holds the code and the issuer that was asked (RFC 9207 §2.4)', () => {
    expect(read({ code: 'c1', iss: ISSUER }, ISSUER)).toBe('c1');
  });

  it.each([
    ['is another one', { code: 'c1', iss: 'https://evil.example' }, ISSUER],
    ['has a slash more', { code: 'c1', iss: `${ISSUER}/` }, ISSUER],
    ['is missing where the server sends one', { code: 'c1' }, ISSUER],
    ['comes from a server that sends none', { code: 'c1', iss: ISSUER }, undefined],
  ])('is refused when its iss %s (RFC 9207 §2.4)', (_what, parameters, issuer) => {
    expect(() => read(parameters, issuer)).toThrow(IssuerMismatchError);
  });

  it('is looked at for its iss before its error (RFC 9207 §2.4)', () => {
    expect(() => read({ error: 'access_denied' }, ISSUER)).toThrow(IssuerMismatchError);
  });

  it('keeps the code and the words of an error (§4.1.2.1)', () => {
    const response = { error: 'access_denied', error_description: 'No, thanks', code: 'c1' };

    expect(() => read(response)).toThrow(AuthorizationError);
    expect(() => read(response)).toThrow(
      expect.objectContaining({ code: 'access_denied', description: 'No, thanks' }),
    );
  });

  it('is refused with neither code nor error (§4.1.2)', () => {
    expect(() => read({ state: 's' })).toThrow(InvalidRequestError);
  });
});
