import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

const BAD: readonly [what: string, answer: Answer][] = [
  ['no access_token', json({ token_type: 'bearer' })],
  ['an empty access_token', json({ ...TOKEN_ANSWER, access_token: '' })],
  ['a number for an access_token', json({ ...TOKEN_ANSWER, access_token: 7 })],
  ['an object for an access_token', json({ ...TOKEN_ANSWER, access_token: { a: 1 } })],
  ['token_type mac', json({ ...TOKEN_ANSWER, token_type: 'mac' })],
  ['no token_type', json({ ...TOKEN_ANSWER, token_type: undefined })],
  ['an array', json([TOKEN_ANSWER])],
  ['null', json(null)],
  ['HTML', { headers: { 'Content-Type': 'text/html' }, body: '<h1>Welcome</h1>' }],
  ['an error with status 200', json({ error: 'invalid_grant' })],
];

describe('The token answer', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it.each(BAD)(
    'S08 is no sign-in with %s: no API call, the session as it was (§5.1)',
    async (_what, answer) => {
      demo.bitbucket.on(TOKEN_PATH, answer);
      const browser = demo.newBrowser();
      const calls = () =>
        demo.bitbucket.received.filter(({ path }) => path.startsWith('/2.0/')).length;
      const before = calls();

      const page = await runLive(browser);
      const lesson = await browser.get('/authorization-code');

      expect(page.status).toBe(502);
      expect(page.body).toContain('Nothing was taken as a sign-in.');
      expect(page.headers.getSetCookie()).toEqual([]); // the session id was not renewed: nobody signed in
      expect(lesson.body).not.toContain('You have an access token');
      expect(lesson.body).not.toContain('<h1>Welcome');
      expect(calls()).toBe(before);
    },
  );

  it.each(['bearer', 'Bearer', 'BEARER'])(
    'S08 is one with token_type %s (§5.1)',
    async (token_type) => {
      demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, token_type }));

      const page = await runLive(demo.newBrowser());

      expect(page.status).toBe(303);
    },
  );
});
