import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readRetryAfter } from '../../src/wire/retry-after.ts';
import { behave, openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import type { Answer } from '../support/scripted-server.ts';

const START = '/client-credentials/authorize';
const BODY = 'Rate limit for this resource has been exceeded'; // Bitbucket: sometimes plain text
const UNSAID = 'It does not say for how long';

const inFiveMinutes = () => new Date(Date.now() + 299_000).toUTCString();

const WAITS: readonly [what: string, headers: () => Record<string, string>, words: string][] = [
  ['seconds', () => ({ 'Retry-After': '45' }), 'It asks to wait for 45 seconds.'],
  ['many seconds', () => ({ 'Retry-After': '900' }), 'It asks to wait for 15 minutes.'],
  ['a date', () => ({ 'Retry-After': inFiveMinutes() }), 'It asks to wait for 5 minutes.'],
  [
    'a date by a clock that is an hour off',
    () => ({
      Date: 'Sun, 06 Nov 1994 08:49:37 GMT',
      'Retry-After': 'Sun, 06 Nov 1994 08:50:07 GMT',
    }),
    'It asks to wait for 30 seconds.',
  ],
  ['nothing', () => ({}), UNSAID],
  ['a century', () => ({ 'Retry-After': '3155760000' }), 'for an hour, or longer.'],
  ['a number of 30 digits', () => ({ 'Retry-After': '9'.repeat(30) }), 'for an hour, or longer.'],
  ['a negative number', () => ({ 'Retry-After': '-5' }), UNSAID],
  ['a date gone by', () => ({ 'Retry-After': 'Sun, 06 Nov 1994 08:49:37 GMT' }), UNSAID],
  ['words', () => ({ 'Retry-After': 'soon <b>' }), UNSAID],
];

describe('R08 too many requests (RFC 6585 §4)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  const refusal = (headers: Record<string, string>): Answer => ({
    status: 429,
    headers,
    body: BODY,
  });

  it.each(WAITS)(
    'R08 at the token endpoint, with %s: the run ends there, the wait in words, one request',
    async (_what, headers, words) => {
      demo.bitbucket.on(TOKEN_PATH, refusal(headers()));
      const before = demo.tokenRequests().length;

      const page = await demo.newBrowser().open(START);

      expect(page.step('A')).toEqual({ state: 'failed', result: '429' });
      expect(page.message()).toContain('Too many requests');
      expect(page.message()).toContain(words);
      expect(demo.tokenRequests()).toHaveLength(before + 1);
    },
  );

  it.each(WAITS)(
    'R08 at the API, with %s: the refusal says how long, the page goes on',
    async (_what, headers, words) => {
      demo.bitbucket.on('/2.0/user', refusal(headers()));
      const before = demo.bitbucket.receivedAt('/2.0/user').length;

      const page = await demo.newBrowser().open(START);

      expect(page.status).toBe(200);
      expect(page.message()).toMatch(/User 429: /);
      expect(page.message()).toContain(words);
      expect(demo.bitbucket.receivedAt('/2.0/user')).toHaveLength(before + 1);
    },
  );

  it('R08 the wait is between one second and one hour, whatever is said', () => {
    for (const value of ['1', '3600', '3601', '1e9', '', '0', '0x10', 'Infinity', 'NaN', '1.5']) {
      const seconds = readRetryAfter([['Retry-After', value]]) ?? 1;

      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(3_600);
    }
  });
});
