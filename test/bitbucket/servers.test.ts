import { describe, expect, it } from '@jest/globals';
import { bitbucketServer, sandboxServer } from '../../src/bitbucket/servers.ts';

const SANDBOX = {
  issuer: 'https://demo.example/sandbox/current',
  authorizationEndpoint: 'https://demo.example/sandbox/current/site/oauth2/authorize',
  tokenEndpoint: 'https://demo.example/sandbox/current/site/oauth2/access_token',
  apiBaseUrl: 'https://demo.example/sandbox/current/2.0',
  clients: [{ clientId: 'c', clientSecret: 's' }],
  people: [],
};

describe('The servers', () => {
  it('do not hold bitbucket.org without a consumer', () => {
    const settings = {
      bitbucketUrl: 'https://bitbucket.org',
      bitbucketApiUrl: 'https://api.bitbucket.org',
    };

    expect(bitbucketServer({ ...settings, consumer: undefined })).toEqual([]);
  });

  it('hold bitbucket.org with its documented endpoints, no iss and nobody’s password', () => {
    const [server] = bitbucketServer({
      bitbucketUrl: 'https://bitbucket.org',
      bitbucketApiUrl: 'https://api.bitbucket.org',
      consumer: { key: 'k', secret: 's' },
    });

    expect(server).toEqual({
      id: 'bitbucket',
      name: 'bitbucket.org',
      authorizationEndpoint: 'https://bitbucket.org/site/oauth2/authorize',
      tokenEndpoint: 'https://bitbucket.org/site/oauth2/access_token',
      apiBaseUrl: 'https://api.bitbucket.org/2.0',
      browserApiBaseUrl: 'https://api.bitbucket.org/2.0',
      client: { clientId: 'k', clientSecret: 's' },
      resourceOwners: [],
    });
  });

  it('reach the sandbox from our server without the proxies that browsers come through', () => {
    const backChannel = { from: 'https://demo.example', to: 'http://127.0.0.1:3000' };

    const server = sandboxServer('sandbox-current', 'the sandbox', SANDBOX, backChannel);

    expect(server.authorizationEndpoint).toBe(SANDBOX.authorizationEndpoint);
    expect(server.browserApiBaseUrl).toBe(SANDBOX.apiBaseUrl);
    expect(server.tokenEndpoint).toMatch(/^http:\/\/127\.0\.0\.1:3000\/sandbox\/current\//);
    expect(server.apiBaseUrl).toBe('http://127.0.0.1:3000/sandbox/current/2.0');
    expect(server.issuer).toBe(SANDBOX.issuer);
  });

  it('cannot be made of a sandbox without a client', () => {
    const backChannel = { from: '', to: '' };

    expect(() =>
      sandboxServer('sandbox-current', 'x', { ...SANDBOX, clients: [] }, backChannel),
    ).toThrow('no client');
  });
});
