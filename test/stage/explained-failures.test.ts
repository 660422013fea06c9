import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';

const GRANT = '/authorization-code';

/** The entries of the catalogue that the message leads to. */
function entriesOf(page: Page): string[] {
  return page.root
    .querySelectorAll('.failure a[href^="/errors/"]')
    .map((link) => link.getAttribute('href') ?? '');
}

describe('A failed run', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  async function atD(browser: Browser, server = 'sandbox-current'): Promise<Page> {
    const atA = await browser.open(`${GRANT}/authorize?server=${server}&pace=step`);
    const { location = '' } = await atA.form('Send A').submit();
    return browser.follow(await decideAtSandbox(browser, location));
  }

  it.each([
    ['set.code', 'invented', 'code-not-valid'],
    ['set.code_verifier', 'invented', 'verifier-refused'],
    ['set.Authorization', 'invented', 'wrong-client-credentials'],
    ['set.Authorization', 'left-out', 'client-credentials-missing'],
    ['set.redirect_uri', 'http://127.0.0.1/other', 'redirect-uri-does-not-match'],
    ['set.redirect_uri', 'https://evil.example/', 'redirect-uri-other-host'],
    ['set.grant_type', 'magic', 'unsupported-grant-type'],
  ])('with %s %s is explained by the catalogue: %s', async (field, value, slug) => {
    const browser = demo.newBrowser();
    const answer = await (await atD(browser)).form('Send D').submit({ [field]: value });
    const page = await browser.follow(answer);

    expect(entriesOf(page)).toEqual([`/errors/${slug}`]);
    expect(page.message()).toMatch(/Cause.+Their words.+Fix.+On Bitbucket.+20\d\d-\d\d/s);
  });

  it('of a refresh, too: a spent token, and a wrong secret in the same words', async () => {
    for (const [field, slug] of [
      ['set.refresh_token', 'refresh-token-refused'],
      ['set.Authorization', 'wrong-client-credentials'],
    ] as const) {
      const browser = demo.newBrowser();
      const page = await browser.follow(await (await atD(browser)).form('Send D').submit());
      const atRefresh = await browser.follow(await page.form('Refresh').submit());
      const sent = await atRefresh.form('Send the refresh').submit({ [field]: 'invented' });

      expect(entriesOf(await browser.follow(sent))).toEqual([`/errors/${slug}`]);
    }
  });

  it('of calls that the API refuses is explained once for all of them, and by what was sent', async () => {
    for (const [value, slug] of [
      ['invented', 'token-expired'],
      ['left-out', 'token-missing'],
    ] as const) {
      const browser = demo.newBrowser();
      const atA = await browser.open('/client-credentials/authorize?pace=step');
      const atB = await browser.follow(await atA.form('Send A').submit());
      const atApi = await browser.get(atB.link('Next: the API call'));
      const sent = await atApi.form('Send the API call').submit({ 'set.Authorization': value });

      expect(entriesOf(await browser.follow(sent))).toEqual([`/errors/${slug}`]);
    }
  });

  it('that is of no run here leads to what the catalogue says of it, too', async () => {
    const browser = demo.newBrowser();
    const strange = await browser.get('/oauth-callback?code=x&state=not-of-here');
    const ahead = await browser.open(`${GRANT}/authorize?pace=step`);
    const unknown = await browser.get('/oauth-callback?code=x&state=not-of-here');

    expect(ahead.status).toBe(200);
    for (const [page, slug] of [
      [strange, 'session-lost'],
      [unknown, 'state-unknown'],
    ] as const) {
      expect(page.root.querySelector('main a[href^="/errors/"]')?.getAttribute('href')).toBe(
        `/errors/${slug}`,
      );
    }
  });

  it('that a fault of the sandbox has brought is told from one of Bitbucket', async () => {
    for (const [status, slug] of [
      [418, 'sandbox-fault'],
      [503, 'server-error'],
    ] as const) {
      const browser = demo.newBrowser();
      const page = await atD(browser);
      const visitor = browser.cookies.get('sandbox-visitor')?.value ?? '';
      const fault = { fault: 'status', status, endpoint: 'token', times: 1 } as const;
      demo.sandboxes.current.faults.set({ ...fault, visitor });
      const failed = await browser.follow(await page.form('Send D').submit());

      expect(entriesOf(failed)).toEqual([`/errors/${slug}`]);
    }
  });
});
