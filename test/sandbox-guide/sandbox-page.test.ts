import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { textsOf } from '../support/page.ts';
import { runToResult } from '../support/resource-owner.ts';
import { exchangesOf } from '../support/stage.ts';
import { assumptions } from '../../src/sandbox/index.ts';

describe('The page of the sandbox', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('names base URL, client and people of each era, and every assumption', async () => {
    const page = await demo.newBrowser().get('/sandbox');

    expect(page.status).toBe(200);
    for (const { issuer, clients } of Object.values(demo.sandboxes)) {
      expect(page.body).toContain(issuer);
      expect(page.body).toContain(clients[0]?.clientId);
    }
    expect(page.body).toContain('lovelace');
    const rows = page.root.querySelectorAll('th[scope=row]');
    expect(rows.length).toBeGreaterThanOrEqual(assumptions.length);
  });

  it('is where old links lead: to its faults, its clock and its assumptions', async () => {
    const { root } = await demo.newBrowser().get('/sandbox');

    for (const id of ['faults', 'clock', 'assumptions']) {
      expect([id, root.querySelectorAll(`[id="${id}"]`).length]).toEqual([id, 1]);
    }
  });

  it('opens no session for whoever only reads, and so has no buttons', async () => {
    const page = await demo.newBrowser().get('/sandbox');

    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.root.querySelectorAll('form[action="/sandbox/clock"]')).toHaveLength(0);
    expect(page.body).toContain('Run a grant first');
  });

  async function letTokensExpire(browser: Browser): Promise<void> {
    const guide = await browser.get('/sandbox');
    await browser.submit(guide, '[value=current]', { turn: '2 hours' });
  }

  it('moves the clock past the life of a token: the next call refreshes it by itself', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, '/authorization-code/authorize?server=sandbox-current');
    await letTokensExpire(browser);

    const again = await browser.follow(await page.form('Call the API again').submit());

    const exchanges = await exchangesOf(browser, '/authorization-code');
    expect(exchanges.join()).not.toContain(' 401'); // its life goes by the same clock
    expect(exchanges.at(-1)).toBe('Refresh Token request, grant_type refresh_token 200');
    expect(again.message()).toContain('difference-engine');
  });

  it('moves it past the life of a token without a refresh token: the API then answers 401', async () => {
    const browser = demo.newBrowser();
    const page = await browser.open('/client-credentials/authorize?server=sandbox-current');
    await letTokensExpire(browser);

    const expired = await browser.follow(await page.form('Call the API again').submit());

    expect(expired.step('API')).toEqual({ state: 'failed', result: '401' });
    expect(expired.message()).toMatch(/User, .*401: /);
    expect(expired.announcement()).toContain('run the grant again');
  });

  it('moves it by nothing else than its buttons say', async () => {
    const browser = demo.newBrowser();
    await browser.get('/resource-owner-password/authorize');
    const guide = await browser.get('/sandbox');

    for (const fields of [{ turn: '100 years' }, { turn: '' }, { era: 'other', by: '2 hours' }]) {
      const answer = await browser.submit(guide, '[value=legacy]', fields);
      expect(answer.status).toBe(400);
    }
    expect((await browser.get('/sandbox/clock')).status).toBe(405);
    const year = new Date().toISOString().slice(0, 4);
    const { root } = await browser.get('/sandbox');
    const times = textsOf(root, '#clock time');
    expect(times).toHaveLength(2);
    expect(times.filter((time) => !time.includes(year))).toEqual([]);
  });
});
