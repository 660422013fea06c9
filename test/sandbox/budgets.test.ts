import { describe, expect, it } from '@jest/globals';
import { createMemoryLimiter } from '../../src/storage/memory-limiter.ts';
import { openRoom } from './support/room.ts';

describe('The budgets of a sandbox that strangers share', () => {
  it.each([100, 400, 500, 900, 1_300, 4_000, 7_500])(
    'S60 one network holds less than a twentieth of the room for requests, with %i characters of redirection URI, which is kept twice',
    async (length) => {
      const room = openRoom('legacy', { budget: true, isShared: true });
      let characters = 0;
      const { pendingRequests } = room.stores;
      const put = pendingRequests.put.bind(pendingRequests);
      pendingRequests.put = async (key, value, life) => {
        characters += 500 + value.redirectUri.length + (value.requestedRedirectUri?.length ?? 0);
        await put(key, value, life);
      };
      const { clientId, callbackUrl } = room.client();
      const path = room.path(
        `/site/oauth2/authorize?response_type=code&client_id=${clientId}&redirect_uri=${callbackUrl}/${'x'.repeat(length)}`,
      );
      let status = 303;
      while (status === 303) ({ status } = await room.visitor().agent.get(path));

      expect(status).toBe(429);
      expect(characters).toBeGreaterThan(0);
      expect(characters).toBeLessThan(16_000_000 / 20);
    },
  );

  it.each([
    [
      'the token endpoint',
      '/site/oauth2/access_token',
      'post',
      'application/json',
      'invalid_request',
    ],
    [
      'the authorization endpoint',
      '/site/oauth2/authorize',
      'get',
      'text/html',
      'Try again in 2 minutes.',
    ],
    [
      'the sign-in page, without a client',
      '/_sandbox/sign-in',
      'get',
      'text/html',
      'Try again in 2 minutes.',
    ],
    ['the API', '/2.0/user', 'get', 'application/json', '"type":"error"'],
    ['Git', '/analytical-engines/mill.git/info/refs', 'get', 'text/plain', 'Rate limit'],
  ] as const)(
    'refuse at %s in its own form, and say when',
    async (_name, below, method, type, words) => {
      const room = openRoom('current', {
        budget: true,
        createLimiter: (name) => createMemoryLimiter(name, { points: 1, seconds: 120 }),
      });
      const ask = () => room.http[method](room.path(below));

      expect((await ask()).status).not.toBe(429);
      const refused = await ask();

      expect(refused.status).toBe(429);
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
      expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(120);
      expect(refused.get('Content-Type')).toContain(type);
      expect(refused.text).toContain(words);
    },
  );
});
