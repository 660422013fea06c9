import { describe, expect, it } from '@jest/globals';
import { redirectUriRules } from '../../../src/sandbox/authorization-server/redirect-uri-rules.ts';
import { CALLBACK, openRoom, openRoomWith } from '../support/room.ts';

const HOSTILE = [
  'http://LOCALHOST:3000/oauth-callback',
  'HTTP://localhost:3000/oauth-callback',
  'http://localhost:3000/OAuth-callback',
  'http://localhost:3000/oauth-callback/../evil',
  'http://localhost:3000/oauth-callback/..;/evil',
  'http://localhost:3000/oauth-callback/%2e%2e/evil',
  'http://localhost:3000/oauth-callback/.%2E/evil',
  'http://localhost:3000/oauth-callback/..%3b/evil',
  'http://localhost:3000/oauth-callback/..%2fevil',
  'http://localhost:3000/oauth-callback\\evil',
  'http://localhost:3000/oauth-callback/\\evil.example',
  'http://localhost:3000/oauth-callback/%5cevil',
  'http://localhost:3000@evil.example/oauth-callback',
  'http://evil.example@localhost:3000/oauth-callback',
  'http://localhost:3001/oauth-callback',
  'http://localhost/oauth-callback',
  'https://localhost:3000/oauth-callback',
  'http://sub.localhost:3000/oauth-callback',
  'http://localhost:3000.evil.example/oauth-callback',
  'http://127.0.0.1:3000/oauth-callback',
  'http://lоcalhost:3000/oauth-callback', // a Cyrillic о
  'http://localhost:3000/oauth-callback#fragment',
  'http://localhost:3000/oauth-callback#',
  'http://localhost:3000/oauth-callback/%23',
  'http://localhost:3000/oauth-callback ',
  ' http://localhost:3000/oauth-callback',
  'http://localhost:3000/oauth-callback/\tx',
  'http://localhost:3000/oauth-callback/%0d%0aSet-Cookie:x=y',
  'http://localhost:3000/oauth-callbackevil',
  'http://localhost:3000/oauth-callback.evil.example',
  '/oauth-callback',
  '//localhost:3000/oauth-callback',
  'javascript:alert(1)',
];

describe('Redirection URI (contract §1.5)', () => {
  it.each(HOSTILE)(
    'S46 refuses %j in both eras, with a page and no Location (RFC 9700 §4.1.3)',
    async (redirectUri) => {
      for (const era of ['current', 'legacy'] as const) {
        const room = openRoom(era);
        const response = await room.visitor().authorize({ redirect_uri: redirectUri }).expect(400);

        expect(response.get('Location')).toBeUndefined();
        expect(await room.stores.pendingRequests.count()).toBe(0);
      }
    },
  );

  it.each(['/function', '/a/b?c=d', '?x=1'])(
    'S46 allows "a prefix" in legacy and wants it "exact" in current: %s (contract §1.5)',
    async (added) => {
      const redirectUri = CALLBACK + added;

      await openRoom('current').visitor().authorize({ redirect_uri: redirectUri }).expect(400);
      const url = await openRoom('legacy').visitor().grant({ redirect_uri: redirectUri });

      expect(url.href.startsWith(`${redirectUri}${added.includes('?') ? '&' : '?'}code=`)).toBe(
        true,
      );
    },
  );

  it('does not let a registered host without a path grow into another host (contract §1.5)', () => {
    const { prefix } = redirectUriRules;

    expect(prefix('https://host', 'https://host.evil')).toBe(false);
    expect(prefix('https://host', 'https://host@evil')).toBe(false);
    expect(prefix('https://host', 'https://host:8443/')).toBe(false);
    expect(prefix('https://host', 'https://host/path')).toBe(true);
    expect(prefix('https://host/a?b=c', 'https://host/a?b=c&d=e')).toBe(false);
  });

  it.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:49152/callback', true],
    ['http://127.0.0.1:1/callback', 'http://127.0.0.1/callback', true],
    ['http://[::1]/callback', 'http://[::1]:49152/callback', true],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:49152/other', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:49152@evil/callback', false],
    ['http://127.0.0.1/callback', 'http://[::1]:49152/callback', false],
    ['http://localhost/callback', 'http://localhost:49152/callback', false],
    ['https://127.0.0.1/callback', 'https://127.0.0.1:1/callback', false],
    ['http://127.0.0.1.evil/callback', 'http://127.0.0.1.evil:1/callback', false],
    ['http://127.0.0.1/callback', 'http://127.0.0.1:99999/callback', false],
    ['http://localhost:34106/', 'http://localhost:34107/', false], // git-credential-manager's
    ['http://localhost:34106/', 'http://localhost:34106/', true],
  ])(
    'S46 "port ignored for the literal IP", in both eras: registered %s, asked %s (contract §1.5)',
    (registered, requested, expected) => {
      expect(redirectUriRules.exact(registered, requested)).toBe(expected);
      expect(redirectUriRules.prefix(registered, requested)).toBe(expected);
    },
  );

  it('allows "a prefix" on a free port, too, and no climbing out of it (contract §1.5)', () => {
    const { prefix, exact } = redirectUriRules;
    const registered = 'http://127.0.0.1/callback';

    expect(prefix(registered, 'http://127.0.0.1:49152/callback/more')).toBe(true);
    expect(exact(registered, 'http://127.0.0.1:49152/callback/more')).toBe(false);
    expect(prefix(registered, 'http://127.0.0.1:49152/callback/../evil')).toBe(false);
    expect(prefix('http://127.0.0.1', 'http://127.0.0.1:1@evil.example/')).toBe(false);
    expect(prefix('http://127.0.0.1', 'http://127.0.0.1:1.evil.example/')).toBe(false);
  });

  it.each(['legacy', 'current'] as const)(
    'sends the code in %s to the free port that a loopback client asked for (RFC 8252 §7.3)',
    async (era) => {
      const room = openRoomWith({ callbackUrl: 'http://127.0.0.1/callback' }, era);

      const url = await room.visitor().grant({ redirect_uri: 'http://127.0.0.1:49152/callback' });

      expect(url.origin).toBe('http://127.0.0.1:49152');
    },
  );

  it('uses the configured callback where the request names none (contract §1.5)', async () => {
    const url = await openRoom().visitor().grant();

    expect(url.origin + url.pathname).toBe(CALLBACK);
  });
});
