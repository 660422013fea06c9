import { describe, expect, it } from '@jest/globals';
import { TokenError } from '../../src/errors/errors.ts';
import { explainTokenError } from '../../src/failures/explain-token-error.ts';
import { findFailure } from '../../src/failures/index.ts';

const PUBLIC =
  'Cannot use client_credentials with a consumer marked as "public". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.';

const explain = (code: string, text: string | undefined, status: number, grantType?: string) =>
  explainTokenError(new TokenError(code, text, status, grantType));

describe('What is said when the token endpoint refuses', () => {
  it.each([
    ['client_credentials', 'invalid_grant', PUBLIC, 'public-consumer'],
    ['client_credentials', 'invalid_grant', undefined, 'public-consumer'],
    [
      'client_credentials',
      'invalid_request',
      'No callback uri defined for the OAuth client.',
      'no-callback-url',
    ],
    ['authorization_code', 'invalid_grant', 'The specified code is not valid.', 'code-not-valid'],
    ['authorization_code', 'invalid_grant', undefined, 'code-not-valid'],
    [
      'authorization_code',
      'unauthorized_client',
      'Invalid OAuth client credentials',
      'wrong-client-credentials',
    ],
    [
      'refresh_token',
      'unauthorized_client',
      'Invalid OAuth client credentials',
      'refresh-token-refused',
    ],
    ['refresh_token', 'invalid_request', 'Invalid refresh_token', 'refresh-token-refused'],
    ['refresh_token', 'invalid_grant', undefined, 'refresh-token-refused'],
    [
      'authorization_code',
      'invalid_request',
      'host must match configured redirect uri',
      'redirect-uri-other-host',
    ],
    [
      'authorization_code',
      'invalid_request',
      'redirect_uri does not match',
      'redirect-uri-does-not-match',
    ],
    ['password', 'invalid_request', 'Invalid resource owner username/password', 'wrong-password'],
    ['password', 'invalid_grant', 'Unsupported grant type: password', 'password-grant-removed'],
    [
      'device_code',
      'invalid_grant',
      'Unsupported grant type: device_code',
      'unsupported-grant-type',
    ],
    ['left out', 'invalid_grant', 'Unsupported grant type: None', 'unsupported-grant-type-none'],
  ] as const)('after %s: %s, “%s”', (grantType, code, text, slug) => {
    const { failure, whatToDo, nearest } = explain(code, text, 400, grantType);

    expect(failure).toBe(slug);
    expect(whatToDo).toBe(findFailure(slug)?.fix.join(' '));
    expect(nearest).toBeUndefined();
  });

  it('blames nobody’s request for a server that is out of order', () => {
    expect(explain('server_error', undefined, 503, 'authorization_code').failure).toBe(
      'server-error',
    );
  });

  it('says of words that nobody has seen that they are not known, and what comes nearest', () => {
    const error = explain('invalid_grant', 'The moon is full.', 400, 'authorization_code');

    expect(error.failure).toBeUndefined();
    expect(error.nearest).toContain('code-not-valid');
    expect(error.theirWords).toBe('The moon is full.');
    expect(explain('constructor', undefined, 418, 'password').nearest).toEqual([]);
  });

  it('I13: speaks to client credentials neither of a code nor of a redirect_uri', () => {
    for (const code of ['invalid_grant', 'invalid_request', 'unauthorized_client', 'other']) {
      for (const text of [undefined, PUBLIC, 'No callback uri defined for the OAuth client.']) {
        const { whatToDo, failure, nearest } = explain(code, text, 400, 'client_credentials');
        const shown = [failure, ...(nearest ?? [])].map((slug) => findFailure(slug ?? '')?.title);

        expect(`${whatToDo} ${shown.join(' ')}`).not.toMatch(/\bcode\b|redirect_uri/);
      }
    }
  });
});
