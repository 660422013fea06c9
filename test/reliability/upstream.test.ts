import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '../support/browser.ts';
import { behave, openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

const START = '/client-credentials/authorize';
const HTML: Answer = {
  headers: { 'Content-Type': 'text/html' },
  body: '<h1 id="theirs">Maintenance</h1><script>alert(1)</script>',
};

describe('An authorization server that is slow', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 600 });
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  it.each(['hang', 'drip'] as const)(
    'R01 R02 is waited for no longer than the limit when it would %s, and let go',
    async (fault) => {
      demo.bitbucket.on(TOKEN_PATH, { fault });
      const before = await demo.bitbucket.openConnections();
      const askedAt = Date.now();

      const page = await demo.newBrowser().open(START);

      expect(page.step('A')).toEqual({ state: 'failed', result: 'no answer' });
      expect(Date.now() - askedAt).toBeLessThan(5_000); // long before the limit of a whole run
      expect(page.message()).toContain('took too long to answer');
      expect(page.link('Try again')).toContain('/client-credentials/authorize');
      for (
        let look = 0;
        look < 50 && (await demo.bitbucket.openConnections()) > before;
        look += 1
      ) {
        await setTimeout(10); // the other side hears of it a moment later
      }
      expect(await demo.bitbucket.openConnections()).toBeLessThanOrEqual(before);
      expect(demo.tokenRequests().length).toBeGreaterThan(0);
    },
  );

  it('R01 does not take the token with it when the API is slow: the page goes on', async () => {
    demo.bitbucket.on('/2.0/user', { fault: 'hang' });
    const page = await demo.newBrowser().open(START);

    expect(page.status).toBe(200);
    expect(page.announcement()).toContain('You have an access token');
    expect(page.message()).toContain('took too long to answer');
  });
});

describe('An authorization server that breaks off', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 5_000 });
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  async function expectAlive(): Promise<void> {
    behave(demo.bitbucket);
    expect((await demo.newBrowser().open(START)).message()).toContain('Live Person');
  }

  it.each<[string, Answer, string, RegExp]>([
    [
      'resets the connection',
      { fault: 'reset' },
      'broke off in the middle',
      /UND_ERR_SOCKET|ECONNRESET/,
    ],
    [
      'stops in the middle of the body',
      { ...json(TOKEN_ANSWER), fault: 'truncate' },
      'broke off in the middle',
      /UND_ERR_SOCKET|ECONNRESET|CONTENT_LENGTH_MISMATCH/,
    ],
    [
      'sends what nobody asked to be compressed',
      { headers: { 'Content-Encoding': 'gzip' }, body: 'not gzip at all' },
      'cannot be read',
      /ENCODED_ANSWER/,
    ],
    ['never stops', { fault: 'flood' }, 'sent more than 1 MB', /too-large/],
  ])(
    'R03 that %s fails the run where it broke off; the cause is in the log, the session is kept',
    async (_what, answer, words, cause) => {
      const browser = demo.newBrowser();
      await browser.open(START);
      const session = browser.cookies.get('session')?.value;
      demo.bitbucket.on(TOKEN_PATH, answer);
      const before = demo.tokenRequests().length;

      const page = await browser.open(START);

      expect(page.step('A').state).toBe('failed');
      expect(page.message()).toContain(words);
      expect(demo.log()).toMatch(cause);
      expect(demo.tokenRequests()).toHaveLength(before + 1); // never repeated: a code may be spent
      expect(browser.cookies.get('session')?.value).toBe(session);
      await expectAlive();
    },
  );

  /** Their HTML is text at the most. */
  function expectNothingOfTheirs({ root }: Page): void {
    expect(root.querySelector('#theirs')).toBeNull();
    expect(root.querySelectorAll('script').map((one) => one.textContent)).toEqual(['']);
  }

  function expectUnexpected(page: Page, ...words: string[]): void {
    expect(page.step('A').state).toBe('failed');
    const message = page.message();
    for (const word of ['An unexpected answer', ...words]) expect(message).toContain(word);
    expectNothingOfTheirs(page);
    expect(page.text).not.toContain('You have an access token');
    expect(page.tokenBar()).toBe('');
  }

  it.each<[string, Answer, string[]]>([
    ['HTML', HTML, ['status 200', 'not JSON (text/html)']],
    ['HTML with status 503', { ...HTML, status: 503 }, ['status 503', 'not JSON (text/html)']],
    [
      'nothing',
      { headers: { 'Content-Type': 'application/json' } },
      ['status 200', 'holds nothing'],
    ],
    ['204', { status: 204 }, ['status 204', 'holds nothing']],
    ['half a JSON', { ...json({}), body: '{"access_token":' }, ['not JSON (application/json)']],
    ['an array', json([TOKEN_ANSWER]), ['no JSON object']],
    ['text', json('Bearer'), ['no JSON object']],
    ['JSON without a type', { body: '<p>' }, ['not JSON (no type)']],
  ])(
    'R05 an answer that holds %s is unexpected, and never HTML of ours',
    async (_what, answer, words) => {
      demo.bitbucket.on(TOKEN_PATH, answer);

      const browser = demo.newBrowser();
      expectUnexpected(await browser.open(START), ...words);
      expectNothingOfTheirs(await browser.get('/client-credentials?view=wire'));
    },
  );

  it('R05 a token in JSON of the wrong type is a token all the same', async () => {
    demo.bitbucket.on(TOKEN_PATH, {
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify(TOKEN_ANSWER),
    });

    const browser = demo.newBrowser();
    const page = await browser.follow(await runLive(browser));

    expect(page.announcement()).toContain('You have an access token');
  });

  it.each<[string, Answer]>([
    ['HTML', HTML],
    ['nothing', {}],
    ['an array', json([1, 2])],
    ['a list of the wrong things', json({ values: [7] })],
    ['a fault', { fault: 'reset' }],
  ])('R05 an API that answers with %s does not end the run', async (_what, answer) => {
    demo.bitbucket.on('/2.0/user/emails', answer);
    const page = await demo.newBrowser().open(START);

    expect(page.status).toBe(200);
    expect(page.message()).toContain('Live Person');
    expect(page.root.querySelector('.message .status--bad')?.textContent).toContain('E-mail');
    expectNothingOfTheirs(page);
  });
});
