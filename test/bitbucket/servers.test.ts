import { describe, expect, it } from '@jest/globals';
import {
  bitbucketServer,
  eraOf,
  sandboxIn,
  sandboxServer,
  withVisitorHeaders,
} from '../../src/bitbucket/servers.ts';
import { BOTH_ERAS } from '../../src/statements/eras.ts';

const SANDBOX = {
  issuer: 'https://demo.example/sandbox/current',
  authorizationEndpoint: 'https://demo.example/sandbox/current/site/oauth2/authorize',
  tokenEndpoint: 'https://demo.example/sandbox/current/site/oauth2/access_token',
  revocationEndpoint: 'https://demo.example/sandbox/current/site/oauth2/revoke',
  apiBaseUrl: 'https://demo.example/sandbox/current/2.0',
  clients: [
    { clientId: 'c', clientSecret: 's', callbackUrl: 'https://demo.example/cb', isPrivate: true },
  ],
  people: [],
  clocks: { read: async () => ({ now: 0 }) },
};

describe('The servers', () => {
  it('hold one sandbox for each era, and bitbucket.org has none', () => {
    expect(BOTH_ERAS.map(sandboxIn)).toEqual(['sandbox-current', 'sandbox-legacy']);
    expect(BOTH_ERAS.map(sandboxIn).map(eraOf)).toEqual(BOTH_ERAS);
    expect(eraOf('bitbucket')).toBe(undefined);
  });

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
      client: { clientId: 'k', clientSecret: 's' },
      resourceOwners: [],
    });
  });

  it('tell the sandbox inside for whom our server asks, and nobody else', () => {
    const backChannel = { origin: 'http://127.0.0.1:49152', headers: [['X-Key', 'k']] as const };
    const sandbox = sandboxServer('sandbox-current', 'the sandbox', SANDBOX, backChannel);
    const [bitbucket] = bitbucketServer({
      bitbucketUrl: 'https://bitbucket.org',
      bitbucketApiUrl: 'https://api.bitbucket.org',
      consumer: { key: 'k', secret: 's' },
    });
    const visitor = { mark: 'm', network: '192.0.2.1' };

    expect(withVisitorHeaders(sandbox, visitor)).toEqual({
      ...sandbox,
      now: expect.any(Function),
      backChannel: {
        ...backChannel,
        headers: [
          ['X-Key', 'k'],
          ['X-Sandbox-Network', '192.0.2.1'],
          ['X-Sandbox-Visitor', 'm'],
        ],
      },
    });
    expect(bitbucket && withVisitorHeaders(bitbucket, visitor)).toBe(bitbucket);
  });

  it('cannot be made of a sandbox without a client', () => {
    const backChannel = { origin: '', headers: [] };

    expect(() =>
      sandboxServer('sandbox-current', 'x', { ...SANDBOX, clients: [] }, backChannel),
    ).toThrow('no client');
  });
});
