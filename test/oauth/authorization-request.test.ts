import { describe, expect, it } from '@jest/globals';
import { buildAuthorizationUrl } from '../../src/oauth/authorization-request.ts';

const REQUEST = {
  response_type: 'code',
  client_id: 'c&1',
  redirect_uri: 'http://localhost:3000/oauth-callback',
  scope: 'account email',
  state: 's+/=',
} as const;

describe('The authorization request', () => {
  it('carries its parameters form-encoded in the query (§4.1.1)', () => {
    const url = new URL(
      buildAuthorizationUrl('https://bitbucket.org/site/oauth2/authorize', Object.entries(REQUEST)),
    );

    expect(url.origin + url.pathname).toBe('https://bitbucket.org/site/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual(REQUEST);
  });

  it('keeps a query that the endpoint has already (§3.1)', () => {
    const url = new URL(
      buildAuthorizationUrl('https://as.example/authorize?tenant=1', Object.entries(REQUEST)),
    );

    expect(url.searchParams.get('tenant')).toBe('1');
    expect(url.searchParams.get('state')).toBe(REQUEST.state);
  });

  it('leaves an empty scope out: the consumer decides then (§3.3)', () => {
    const url = new URL(
      buildAuthorizationUrl('https://as.example/a', Object.entries({ ...REQUEST, scope: '' })),
    );

    expect(url.searchParams.has('scope')).toBe(false);
  });
});
