import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Browser, Page } from '../support/browser.ts';
import { runToResult } from '../support/resource-owner.ts';

const MOST_CLICKS = 3;

describe('From the landing page', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  /** Follows links by what they say; each is a click. @throws {Error} There is no such link. */
  async function click(browser: Browser, ...words: readonly RegExp[]): Promise<Page> {
    expect(words.length).toBeLessThanOrEqual(MOST_CLICKS);
    let page = await browser.get('/');
    for (const word of words) {
      const link = page.root
        .querySelectorAll('main a, .site-nav a')
        .find((one) => word.test(one.textContent.replaceAll(/\s+/g, ' ').trim()));
      if (!link) throw new Error(`No link ${word.source} on ${page.url}`);
      page = await browser.open(link.getAttribute('href')?.replace(/#.*/, '') ?? '');
    }
    return page;
  }

  it('whoever must integrate an app is told in three clicks which grant, which scopes and what to send', async () => {
    const page = await click(
      demo.newBrowser(),
      /^A person connects their Bitbucket/,
      /^On a server/,
      /^Yes/,
    );

    expect(page.text).toContain('Then take Authorization Code');
    for (const told of ['Scopes', 'Boxes', 'Callback', 'Store', 'Run it on the stage']) {
      expect(page.text).toContain(told);
    }
  });

  it('whoever knows the calls and not the scopes is there with one click', async () => {
    const page = await click(demo.newBrowser(), /^I know the calls/);

    expect(page.url).toBe(`${demo.url}/scopes`);
  });

  it('whoever comes with an error text is given cause and fix by one paste', async () => {
    const browser = demo.newBrowser();
    const home = await browser.get('/');

    for (const field of ['#door-text', '#site-search']) {
      const page = await browser.submit(home, field, { text: 'Unsupported grant type: None' });

      expect(page.heading()).toBe('One match');
      expect(page.text).toContain('Unsupported grant type: None');
      expect(page.text).toContain('application/x-www-form-urlencoded');
    }
  });

  it('and sees it happen with one click more', async () => {
    const browser = demo.newBrowser();
    const found = await browser.submit(await browser.get('/'), '#door-text', {
      text: 'redirect_uri does not match',
    });
    const href = found.root.querySelector('.happen .button')?.getAttribute('href') ?? '';

    const stage = await runToResult(browser, href);

    expect(stage.announcement()).toContain('Paused before D. One mistake is set.');
    const failed = await browser.follow(await stage.form('Send ').submit());
    expect(failed.message()).toContain('redirect_uri does not match');
  });

  it('whoever learns or teaches begins the first run with one click, and finds the roles and terms', async () => {
    const browser = demo.newBrowser();
    const page = await click(browser, /^Start at A/);

    expect(page.step('A').state).toBe('next');
    const { root } = await browser.get('/');
    const terms = root
      .querySelectorAll('.door a')
      .find((one) => one.textContent === 'Roles and terms');
    expect(root.querySelector(terms?.getAttribute('href') ?? '#none')).not.toBeNull();
  });

  it('whoever tests a client finds the strict Bitbucket with one click: its addresses, clients and people', async () => {
    const page = await click(demo.newBrowser(), /^Sandbox$/);

    expect(page.text).toContain(`${demo.url}/sandbox/current`);
    expect(page.text).toContain('ada');
  });
});
