import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';

const ACCESS = `a${'B7-_'.repeat(750)}`;
const REFRESH = `r${'x9.~'.repeat(750)}`;

describe('R12 tokens of 3,000 characters', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
    demo.bitbucket.on(
      TOKEN_PATH,
      json({ ...TOKEN_ANSWER, access_token: ACCESS, refresh_token: REFRESH }),
    );
  });
  afterAll(() => demo.close());

  it('R12 work in a run, in its wire log, in a refresh and when revealed', async () => {
    const browser = demo.newBrowser();

    const page = await browser.follow(await runLive(browser));
    const refreshed = await browser.follow(await page.form('Refresh').submit());
    const shown = await refreshed.form('Show').submit();
    const wire = await browser.get('/authorization-code?step=D&view=wire');
    const exchange = await wire.form('Show the secrets').submit();

    expect(page.tokenBar()).toContain('3,001 characters');
    expect(refreshed.step('Refresh')).toEqual({ state: 'done', result: '200' });
    expect(shown.root.querySelector('#token')?.textContent).toBe(ACCESS);
    expect(wire.body).not.toMatch(/(B7-_){4}|(x9\.~){4}/);
    expect(exchange.message()).toContain(ACCESS);
    expect(exchange.message()).toContain(REFRESH);
    expect(demo.tokenRequests().at(-1)?.form.get('refresh_token')).toBe(REFRESH);
    const [call] = demo.bitbucket.receivedAt('/2.0/user');
    expect(call?.headers.authorization).toBe(`Bearer ${ACCESS}`);
  });

  it('R12 work in client credentials, too', async () => {
    const page = await demo.newBrowser().open('/client-credentials/authorize');

    expect(page.tokenBar()).toContain('3,001 characters');
    expect(page.message()).toContain('Live Person');
  });

  it('R12 are in no cookie: what the browser keeps stays small', async () => {
    const browser = demo.newBrowser();
    const answer = await runLive(browser);

    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    for (const cookie of cookies) expect(cookie.length).toBeLessThan(300);
  });
});
