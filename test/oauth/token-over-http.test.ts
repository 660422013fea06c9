import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';
import { openSession, sessionCookie } from '../support/session.ts';

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
      await openSession(browser);
      const session = sessionCookie(browser);
      const calls = () =>
        demo.bitbucket.received.filter(({ path }) => path.startsWith('/2.0/')).length;
      const before = calls();

      const own = await browser.open('/client-credentials/authorize?server=bitbucket');
      expect(sessionCookie(browser)).toBe(session); // the id was not renewed: nobody signed in
      const pages = [own, await browser.follow(await runLive(browser))];

      for (const page of pages) {
        expect(page.message()).toContain('An unexpected answer');
        expect(page.text).not.toContain('You have an access token');
        expect(page.step('API').state).toBe('to come');
        expect(page.root.querySelectorAll('h1')).toHaveLength(1); // not their <h1>Welcome</h1>
      }
      expect(calls()).toBe(before);
    },
  );

  it.each(['bearer', 'Bearer', 'BEARER'])(
    'S08 is one with token_type %s (§5.1)',
    async (token_type) => {
      demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, token_type }));

      const browser = demo.newBrowser();
      const page = await browser.follow(await runLive(browser));

      expect(page.announcement()).toContain('You have an access token.');
    },
  );
});
