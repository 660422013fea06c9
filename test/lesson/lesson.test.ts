import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

/** Presses "Reveal" at a token and reads what is shown. */
async function reveal(browser: Browser, page: Page, entry: string): Promise<string> {
  const shown = await browser.submit(page, `value="${entry}"`);
  return /secret__value--revealed">([^<]*)</.exec(shown.body)?.[1] ?? '';
}

describe('The page of a grant', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const run = (browser: Browser, server = 'sandbox-current') =>
    runToResult(browser, `/authorization-code/authorize?server=${server}`);
  const refreshes = (era: 'current' | 'legacy') =>
    demo.sandboxes[era].requests.filter(({ form }) => form['grant_type'] === 'refresh_token');

  it('says that nothing was run yet', async () => {
    const page = await demo.newBrowser().get('/authorization-code');

    expect(page.body).toContain('Nothing was run yet.');
    expect(page.body).not.toContain('Forget everything');
  });

  it('refreshes in the current era: new tokens, the old ones shown beside them (§6)', async () => {
    const browser = demo.newBrowser();
    const before = await run(browser);
    const oldAccess = await reveal(browser, before, 'access-token');
    const oldRefresh = await reveal(browser, before, 'refresh-token');

    const page = await browser.follow(await browser.submit(before, '/refresh'));

    expect(textOf(page)).toContain('Compare it with the one before.');
    expect(await reveal(browser, page, 'previous-access-token')).toBe(oldAccess);
    expect(await reveal(browser, page, 'previous-refresh-token')).toBe(oldRefresh);
    const newAccess = await reveal(browser, page, 'access-token');
    const newRefresh = await reveal(browser, page, 'refresh-token');
    expect(newAccess.length).toBeGreaterThan(1_900);
    expect(newAccess).not.toBe(oldAccess);
    expect(newRefresh).not.toBe(oldRefresh);
    expect(newRefresh).not.toBe('');
  });

  it('refreshes in the legacy era: the refresh token stays the same (§6)', async () => {
    const browser = demo.newBrowser();
    const before = await run(browser, 'sandbox-legacy');
    const oldAccess = await reveal(browser, before, 'access-token');
    const oldRefresh = await reveal(browser, before, 'refresh-token');

    const page = await browser.follow(await browser.submit(before, '/refresh'));

    expect(await reveal(browser, page, 'access-token')).not.toBe(oldAccess);
    expect(await reveal(browser, page, 'refresh-token')).toBe(oldRefresh);
  });

  it('refreshes again and again, each time with the newest token (§6)', async () => {
    const browser = demo.newBrowser();
    let page = await run(browser);
    const before = refreshes('current').length;
    for (let round = 0; round < 3; round += 1) {
      page = await browser.follow(await browser.submit(page, '/refresh'));
    }

    const statuses = refreshes('current').slice(before);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('sends one refresh for a double click (§6)', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const before = refreshes('current').length;

    const both = await Promise.all([
      browser.submit(page, '/refresh'),
      browser.submit(page, '/refresh'),
    ]);

    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(refreshes('current')).toHaveLength(before + 1);
  });

  it('shows why a refresh was refused, and keeps the run (§5.2)', async () => {
    const browser = demo.newBrowser();
    const before = await run(browser);
    demo.sandboxes.current.clock.advance('4 months'); // unused for three, it is dead

    const page = await browser.submit(before, '/refresh');

    expect(page.status).toBe(502);
    expect(page.body).toContain('Invalid OAuth client credentials');
    expect(page.body).toContain('Ada Example');
  });

  it('has no run to refresh for somebody who ran nothing, and sends nothing', async () => {
    const browser = demo.newBrowser();
    await run(browser);
    const form = await browser.get('/implicit');
    const csrf = /name="_csrf" value="([^"]*)"/.exec(form.body)?.[1] ?? '';
    const before = refreshes('current').length;

    const page = await browser.follow(await browser.post('/implicit/refresh', { _csrf: csrf }));

    expect(page.body).toContain('There is no run to do that with any more.');
    expect(refreshes('current')).toHaveLength(before);
  });

  it('shows one exchange alone, with its whole body, masked', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const hrefs = [...page.body.matchAll(/href="(\/authorization-code\/exchanges\/x\d+)"/g)];
    const href = hrefs.at(-1)?.[1] ?? '';

    const alone = await browser.get(href);

    expect(alone.status).toBe(200);
    expect(alone.body.match(/id="exchange-x\d+"/g)).toHaveLength(1);
    expect(textOf(alone)).toContain('"updated_on"');
    expect(alone.body).not.toContain(href);
  });

  it('knows no exchange and no secret that was not there', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    const path = '/authorization-code/reveal';

    expect((await browser.get('/authorization-code/exchanges/x999')).status).toBe(404);
    expect((await browser.get('/authorization-code/exchanges/__proto__')).status).toBe(404);
    for (const entry of ['x999', 'previous-access-token', 'constructor', '']) {
      expect((await browser.post(path, { _csrf: csrf, entry })).status).toBe(404);
    }
  });

  it('shows only the secret that was asked for, and forgets the question', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);

    const shown = await browser.submit(page, 'value="refresh-token"');
    const after = await browser.get('/authorization-code');

    expect(shown.body.match(/secret__value--revealed/g)).toHaveLength(1);
    expect(after.body).not.toContain('secret__value--revealed');
  });

  it('counts the seconds that the token has left, by the clock', async () => {
    const browser = demo.newBrowser();
    await run(browser);
    demo.advance(30 * 60_000);

    const page = await browser.get('/authorization-code');

    const left = Number(/(\d+) s left/.exec(page.body)?.[1]);
    expect(left).toBeGreaterThan(7_200 - 1_800 - 30);
    expect(left).toBeLessThanOrEqual(7_200 - 1_800);
  });
});
