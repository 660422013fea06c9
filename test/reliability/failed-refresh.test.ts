import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { openDemo } from '../support/demo.ts';
import { behave, openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult, sendPassword } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

const PAGE = '/authorization-code';

/** Where the tokens of a run are gone: one click, and it runs again on the same server. */
function expectGone(page: Page): void {
  expect(page.tokenBar()).toBe('');
  expect(page.hasButton('Refresh')).toBe(false);
  expect(page.link('Get new tokens')).toMatch(/\/authorization-code\/authorize\?server=bitbucket/);
}

/** Of the token endpoint's first answer, once its secrets are asked for. */
async function showSecrets(browser: Browser): Promise<Page> {
  const wire = await browser.get(`${PAGE}?step=D&view=wire`);
  return wire.form('Show the secrets').submit();
}

describe('R11 a refresh that fails', () => {
  let demo: LiveDemo;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 800 });
  });
  beforeEach(async () => {
    behave(demo.bitbucket);
    browser = demo.newBrowser();
    page = await browser.follow(await runLive(browser));
  });
  afterAll(() => demo.close());

  const press = async () => browser.follow(await page.form('Refresh').submit());
  const hasTokens = async () => {
    const now = await browser.get(PAGE);
    return now.tokenBar() !== '' && now.hasButton('Refresh');
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

      for (const shown of [refused, after]) {
        expect(shown.title).toMatch(/^✕ /);
        expect(shown.step('Refresh')).toEqual({ state: 'failed', result: '400' });
        expect(shown.message()).toContain(words);
        expectGone(shown);
      }
      const read = await browser.get(`${PAGE}?step=API`);
      expect(read.message()).toContain('Live Person'); // what was read stays
      const revealed = await showSecrets(browser);
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

      expect(refused.step('Refresh').state).toBe('failed');
      expect(after.status).toBe(200);
      expectGone(after);
      expect((await browser.get(`${PAGE}?step=API`)).message()).toContain('Live Person');
      const revealed = (await showSecrets(browser)).message();
      expect(revealed).toContain('"access_token": "[deleted]"');
      expect(revealed).toContain('"refresh_token": "[deleted]"');
    },
  );

  it('R11 refused while the API was called again: the same, and no call after it', async () => {
    demo.bitbucket.on(TOKEN_PATH, json({ error: 'invalid_grant' }, 400));
    demo.bitbucket.on('/2.0/user', json({}, 401));
    const callsBefore = demo.bitbucket.receivedAt('/2.0/user').length;

    const refused = await browser.follow(await page.form('Call the API again').submit());

    expect(refused.url).toContain('step=Refresh#stage');
    expect(refused.step('Refresh')).toEqual({ state: 'failed', result: '400' });
    expectGone(refused);
    expect(demo.bitbucket.receivedAt('/2.0/user')).toHaveLength(callsBefore + 1);
    expect(await hasTokens()).toBe(false);
  });

  it.each<[string, Answer]>([
    ['a server out of order', json({ error: 'server_error' }, 503)],
    ['temporarily_unavailable', json({ error: 'temporarily_unavailable' }, 400)],
    ['too many requests', { status: 429 }],
  ])('R11 %s: the tokens are kept, however often', async (_what, answer) => {
    demo.bitbucket.on(TOKEN_PATH, answer);

    for (let round = 0; round < 3; round += 1) {
      expect((await press()).step('Refresh').state).toBe('failed');
    }

    expect(await hasTokens()).toBe(true);
    behave(demo.bitbucket);
    expect((await press()).step('Refresh')).toEqual({ state: 'done', result: '200' });
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
    expectGone(await browser.get(PAGE));
    await press();
    await page.form('Call the API again').submit();
    expect(demo.tokenRequests()).toHaveLength(before + 2);
  });

  it('R11 one good answer, and the next lost one is the first again', async () => {
    for (let round = 0; round < 3; round += 1) {
      demo.bitbucket.on(TOKEN_PATH, { fault: 'reset' });
      page = await press();
      expect(page.step('Refresh').state).toBe('failed');
      behave(demo.bitbucket);
      page = await press();
      expect(page.step('Refresh')).toEqual({ state: 'done', result: '200' });
    }
  });

  it.each<[string, (visitor: Browser) => Promise<Page>]>([
    ['the password grant', (visitor) => sendPassword(visitor, 'ada', 'lovelace')],
    [
      'client credentials',
      (visitor) => visitor.open('/client-credentials/authorize?server=sandbox-legacy'),
    ],
  ])('R11 in %s: it is the refresh that failed, and nothing before it', async (_what, start) => {
    const sandbox = await openDemo();
    try {
      const visitor = sandbox.newBrowser();
      const done = await visitor.follow(await start(visitor));
      await done.form('Revoke').submit(); // as the server would, behind our back

      const refused = await visitor.follow(await done.form('Refresh').submit());

      expect(refused.step('Refresh')).toEqual({ state: 'failed', result: '400' });
      expect(refused.step('A').state).toBe('done');
      expect(refused.tokenBar()).toBe('');
      expect(refused.link('Get new tokens')).toContain('/authorize?server=sandbox-legacy');
    } finally {
      await sandbox.close();
    }
  });
});

describe('R11 a server that cannot be reached', () => {
  it('R11 was not asked at all: the tokens are kept, however often', async () => {
    const demo = await openLiveDemo();
    try {
      const browser = demo.newBrowser();
      let page = await browser.follow(await runLive(browser));
      await demo.bitbucket.close();

      for (let round = 0; round < 3; round += 1) {
        page = await browser.follow(await page.form('Refresh').submit());
        expect(page.step('Refresh')).toEqual({ state: 'failed', result: 'no answer' });
      }

      expect((await browser.get(PAGE)).hasButton('Refresh')).toBe(true);
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

      const lost = await browser.follow(await page.form('Refresh').submit());
      const second = await browser.follow(await lost.form('Refresh').submit());
      const after = await browser.get(PAGE);

      expect(lost.step('Refresh')).toEqual({ state: 'failed', result: 'no answer' });
      expect(second.step('Refresh').state).toBe(isHelped ? 'done' : 'failed');
      expect(after.tokenBar() !== '').toBe(isHelped);
      expect(after.hasButton('Refresh')).toBe(isHelped);
      expect(after.title.startsWith('✕ ')).toBe(!isHelped);
    } finally {
      await demo.close();
      await sandbox.close();
    }
  });
});
