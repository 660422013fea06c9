import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';
import { exchangesOf } from '../support/wire-log.ts';
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
    expect(page.body.match(/<th scope="row">/g)?.length).toBeGreaterThanOrEqual(assumptions.length);
  });

  it('opens no session for whoever only reads, and so has no buttons', async () => {
    const page = await demo.newBrowser().get('/sandbox');

    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.body).not.toContain('action="/sandbox/clock"');
    expect(page.body).toContain('Run a grant first');
  });

  async function letTokensExpire(browser: Browser): Promise<void> {
    const before = demo.sandboxes.current.clock.now();
    const guide = await browser.get('/sandbox');
    await browser.submit(guide, 'value="current"', { turn: '2 hours' });
    expect(demo.sandboxes.current.clock.now() - before).toBeGreaterThanOrEqual(7_200_000);
  }

  it('moves the clock past the life of a token: the next call refreshes it by itself', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize?server=sandbox-current');
    await letTokensExpire(browser);

    const lesson = await browser.get('/authorization-code');
    const again = await browser.follow(await browser.submit(lesson, '/call#'));

    expect(exchangesOf(again).slice(5, 8)).toEqual([
      'API Workspaces 401',
      'Refresh Token request, grant_type refresh_token 200',
      'API Current user, with the new token 200',
    ]);
    expect(again.body).toContain('difference-engine');
  });

  it('moves it past the life of a token without a refresh token: the API then answers 401', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current');
    await letTokensExpire(browser);

    const lesson = await browser.get('/client-credentials');
    const expired = await browser.follow(await browser.submit(lesson, '/call#'));

    expect(expired.body).toMatch(/Refused with[^]{0,40}401/);
    expect(textOf(expired)).toContain('Run the grant again');
  });

  it('moves it by nothing else than its buttons say', async () => {
    const browser = demo.newBrowser();
    await browser.get('/resource-owner-password/authorize');
    const before = demo.sandboxes.legacy.clock.now();
    const guide = await browser.get('/sandbox');

    for (const fields of [{ turn: '100 years' }, { turn: '' }, { era: 'other', by: '2 hours' }]) {
      const answer = await browser.submit(guide, 'value="legacy"', fields);
      expect(answer.status).toBe(400);
    }
    expect((await browser.get('/sandbox/clock')).status).toBe(405);
    expect(demo.sandboxes.legacy.clock.now() - before).toBeLessThan(60_000);
  });

  it('leaves the clock alone where strangers share the sandbox', async () => {
    const hosted = await openDemo({ PUBLIC_URL: 'https://grants.example' });
    const headers = { Host: 'grants.example' };

    const page = await hosted.newBrowser().get('/sandbox', headers);
    expect(page.body).toContain('others use the same sandbox');
    expect(textOf(page)).toContain('ends after a day, refresh tokens too: a limit of this shared');
    expect(page.body).not.toContain('action="/sandbox/clock"');
    await hosted.close();
  });
});
