import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { openDemo } from '../support/demo.ts';
import { behave, openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

const PAGE = '/authorization-code';
const AGAIN = /<a [^>]*href="\/authorization-code\/authorize\?server=[a-z-]+">Get new tokens</;

describe('R11 a refresh that fails', () => {
  let demo: LiveDemo;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 200 });
  });
  beforeEach(async () => {
    behave(demo.bitbucket);
    browser = demo.newBrowser();
    page = await browser.follow(await runLive(browser));
  });
  afterAll(() => demo.close());

  const press = () => browser.submit(page, '/refresh#');
  const hasTokens = async () => {
    const lesson = await browser.get(PAGE);
    return lesson.body.includes('id="token"') && lesson.body.includes('>Refresh<');
  };

  it.each([
    ['invalid_grant', 'The token is gone', '§5.2'],
    ['unauthorized_client', 'Invalid OAuth client credentials', 'Bitbucket, current'],
    ['invalid_request', 'Invalid refresh_token', 'Bitbucket, legacy'],
  ])(
    'R11 refused with %s “%s” (%s): tokens deleted, one click to run again',
    async (code, words) => {
      demo.bitbucket.on(TOKEN_PATH, json({ error: code, error_description: words }, 400));

      const refused = await press();
      const after = await browser.get(PAGE);

      expect(refused.status).toBe(502);
      for (const shown of [refused, after]) {
        expect(shown.body).toContain(words);
        expect(shown.body).toMatch(AGAIN);
        expect(shown.body).not.toContain('id="token"');
        expect(shown.body).toContain('Live Person'); // what was read stays
      }
      const revealed = await browser.submit(after, 'name="entry" value="x3"');
      expect(revealed.body).not.toContain(TOKEN_ANSWER.access_token);
      expect(revealed.body).not.toContain(TOKEN_ANSWER.refresh_token);
    },
  );

  it.each(['a', 'id', '"', 'x1', '200'])(
    'R11 refused, by a server whose tokens are as short as %j: deleted as well, and the page is whole',
    async (token) => {
      const tokens = { ...TOKEN_ANSWER, access_token: token, refresh_token: token };
      demo.bitbucket.on(TOKEN_PATH, json(tokens));
      page = await browser.follow(await runLive(browser));
      demo.bitbucket.on(TOKEN_PATH, json({ error: 'invalid_grant' }, 400));

      const refused = await press();
      const after = await browser.get(PAGE);

      expect(refused.status).toBe(502);
      expect(after.status).toBe(200);
      expect(after.body).toMatch(AGAIN);
      expect(after.body).not.toContain('id="token"');
      expect(after.body).toContain('Live Person');
      const revealed = await browser.submit(after, 'name="entry" value="x3"');
      expect(revealed.body).toContain('access_token&#34;: &#34;[deleted]&#34;');
      expect(revealed.body).toContain('refresh_token&#34;: &#34;[deleted]&#34;');
    },
  );

  it('R11 refused while the API was called again: the same, and no call after it', async () => {
    demo.bitbucket.on(TOKEN_PATH, json({ error: 'invalid_grant' }, 400));
    demo.bitbucket.on('/2.0/user', json({}, 401));
    const callsBefore = demo.bitbucket.receivedAt('/2.0/user').length;

    const refused = await browser.submit(page, '/call#');

    expect(refused.status).toBe(502);
    expect(refused.body).toMatch(AGAIN);
    expect(demo.bitbucket.receivedAt('/2.0/user')).toHaveLength(callsBefore + 1);
    expect(await hasTokens()).toBe(false);
  });

  it.each<[string, Answer]>([
    ['a server out of order', json({ error: 'server_error' }, 503)],
    ['temporarily_unavailable', json({ error: 'temporarily_unavailable' }, 400)],
    ['too many requests', { status: 429 }],
  ])('R11 %s: the tokens are kept, however often', async (_what, answer) => {
    demo.bitbucket.on(TOKEN_PATH, answer);

    for (let round = 0; round < 3; round += 1) await press();

    expect(await hasTokens()).toBe(true);
    behave(demo.bitbucket);
    expect((await press()).status).toBe(303);
  });

  it.each<[string, Answer]>([
    ['an answer that is torn off', { fault: 'reset' }],
    ['no answer', { fault: 'hang' }],
    ['a page of somebody in between', { status: 502, body: '<html>' }],
  ])('R11 after %s the tokens are kept, and the old one is tried once more', async (_w, answer) => {
    demo.bitbucket.on(TOKEN_PATH, answer);
    const before = demo.tokenRequests().length;

    await press();
    expect(await hasTokens()).toBe(true);
    await press();

    expect(await hasTokens()).toBe(false);
    expect((await browser.get(PAGE)).body).toMatch(AGAIN);
    await browser.submit(page, '/refresh#');
    await browser.submit(page, '/call#');
    expect(demo.tokenRequests()).toHaveLength(before + 2);
  });

  it('R11 one good answer, and the next lost one is the first again', async () => {
    for (let round = 0; round < 3; round += 1) {
      demo.bitbucket.on(TOKEN_PATH, { fault: 'reset' });
      await browser.submit(await browser.get(PAGE), '/refresh#');
      behave(demo.bitbucket);
      const answer = await browser.submit(await browser.get(PAGE), '/refresh#');
      expect(answer.status).toBe(303);
    }
  });
});

describe('R11 a server that cannot be reached', () => {
  it('R11 was not asked at all: the tokens are kept, however often', async () => {
    const demo = await openLiveDemo();
    try {
      const browser = demo.newBrowser();
      const page = await browser.follow(await runLive(browser));
      await demo.bitbucket.close();

      for (let round = 0; round < 3; round += 1) {
        expect((await browser.submit(page, '/refresh#')).status).toBe(504);
      }

      expect((await browser.get(PAGE)).body).toContain('>Refresh<');
    } finally {
      await demo.close();
    }
  });
});

describe('R11 an answer that is lost after the server has rotated (contract §1.4)', () => {
  it.each([
    ['ten minutes of grace', 600, true],
    ['none', 0, false],
  ])('R11 with %s', async (_what, refreshGraceSeconds, isHelped) => {
    const sandbox = await openDistantSandbox('current', { refreshGraceSeconds });
    const demo = await openDemo(sandbox.env);
    try {
      const browser = demo.newBrowser();
      const page = await runToResult(browser, '/authorization-code/authorize?server=bitbucket');
      sandbox.loseNextAnswer();

      const lost = await browser.submit(page, '/refresh#');
      const second = await browser.submit(page, '/refresh#');
      const after = await browser.get(PAGE);

      expect(lost.status).toBe(502);
      expect(lost.body).toContain('>Refresh<');
      expect(second.status).toBe(isHelped ? 303 : 502);
      expect(after.body.includes('id="token"')).toBe(isHelped);
      expect(AGAIN.test(after.body)).toBe(!isHelped);
    } finally {
      await demo.close();
      await sandbox.close();
    }
  });
});
