import { describe, expect, it } from '@jest/globals';
import { TokenError } from '../../src/errors/errors.ts';
import { explainTokenError } from '../../src/errors/explain-token-error.ts';

const PUBLIC =
  'Cannot use client_credentials with a consumer marked as "public". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.';

describe('What to do when the token endpoint refuses', () => {
  it.each([
    ['client_credentials', 'invalid_grant', PUBLIC, /^Tick “This is a private consumer”/],
    ['client_credentials', 'invalid_grant', undefined, /^The consumer may not use this grant/],
    [
      'client_credentials',
      'invalid_request',
      'No callback uri defined for the OAuth client.',
      /has no callback URL/,
    ],
    [
      'authorization_code',
      'invalid_grant',
      'The specified code is not valid.',
      /^The code was used/,
    ],
    [
      'refresh_token',
      'unauthorized_client',
      'refresh_token is invalid',
      /^The refresh token was used/,
    ],
    [
      'authorization_code',
      'unauthorized_client',
      undefined,
      /^Check the consumer’s key and secret/,
    ],
    [
      'authorization_code',
      'invalid_request',
      'host must match configured redirect uri',
      /another scheme or host than the callback URL/,
    ],
    ['authorization_code', 'invalid_request', undefined, /equals the redirect_uri below/],
    ['client_credentials', 'invalid_request', undefined, /^Compare the request below/],
    [
      'password',
      'invalid_request',
      'Invalid resource owner username/password',
      /^Check the user name and the password/,
    ],
    ['password', 'constructor', undefined, /^Compare the request below/],
  ])('after %s: %s, “%s”', (grantType, code, description, words) => {
    const { whatToDo } = explainTokenError(new TokenError(code, description, 400, grantType));

    expect(whatToDo).toMatch(words);
  });

  it('blames nobody’s request for a server that is out of order', () => {
    const error = new TokenError('server_error', undefined, 503, 'authorization_code');

    expect(explainTokenError(error).whatToDo).toMatch(/^The other side is out of order/);
  });

  it('I13: speaks to client credentials neither of a code nor of a redirect_uri', () => {
    for (const code of ['invalid_grant', 'invalid_request', 'unauthorized_client', 'other']) {
      for (const text of [undefined, PUBLIC, 'No callback uri defined for the OAuth client.']) {
        const { whatToDo } = explainTokenError(
          new TokenError(code, text, 400, 'client_credentials'),
        );

        expect(whatToDo).not.toMatch(/\bcode\b|redirect_uri/);
      }
    }
  });
});
