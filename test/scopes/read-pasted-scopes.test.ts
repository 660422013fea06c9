import { describe, expect, it } from '@jest/globals';
import { readPastedScopes } from '../../src/scopes/read-pasted-scopes.ts';

describe('Scopes that were pasted', () => {
  it.each([
    ['{"access_token": "abc", "scope": "repository account", "token_type": "bearer"}'],
    ['{"scopes": "repository account", "access_token": "abc"}'],
    [String.raw`time=1 body="{\"scopes\": \"repository account\"}"`],
    ['X-OAuth-Scopes: repository, account'],
    ['HTTP/1.1 200 OK\r\nx-oauth-scopes: repository, account\r\nx-credential-type: oauth2'],
    ['< x-oauth-scopes: repository, account'],
    ['https://app.example/cb#access_token=abc&scopes=repository+account&token_type=bearer'],
    ['scope=repository%20account'],
    ['repository account'],
    ['repository,account'],
    ['["repository", "account"]'],
    ['"scopes": ["repository", "account"]'],
  ])('are found in %s', (text) => {
    expect(readPastedScopes(text)).toEqual({
      scopes: ['repository', 'account'],
      ofApiTokens: [],
      unknown: [],
      others: 0,
    });
  });

  it('are told from those of API tokens, and from what is none', () => {
    const text = 'scope=repository:write%20read:repository:bitbucket%20repo%20user:email';
    expect(readPastedScopes(text)).toEqual({
      scopes: ['repository:write'],
      ofApiTokens: ['read:repository:bitbucket'],
      unknown: ['repo', 'user:email'],
      others: 0,
    });
  });

  it.each([
    'password: lovelace',
    'correct horse battery',
    'my secret\nis: lovelace',
    'account lovelace',
  ])('are not what else stands in %j: it is counted, and not said again', (text) => {
    const { unknown, others } = readPastedScopes(text);

    expect(unknown).toEqual([]);
    expect(others).toBeGreaterThan(0);
  });

  it.each([
    ['a whole answer without the field', '{"access_token": "secret", "token_type": "bearer"}'],
    ['a token alone', 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2VjcmV0'],
    ['a key of eighteen characters', 'kAbCdEf0123456789G'],
    ['nothing', ''],
  ])('are not found in %s, of which nothing comes back', (_, text) => {
    expect(readPastedScopes(text)).toEqual({
      scopes: [],
      ofApiTokens: [],
      unknown: [],
      others: 0,
    });
  });
});
