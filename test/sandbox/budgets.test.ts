import { describe, expect, it } from '@jest/globals';
import { createMemoryLimiter } from '../../src/storage/memory-limiter.ts';
import { openRoom } from './support/room.ts';

describe('The budgets of a sandbox that strangers share', () => {
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
