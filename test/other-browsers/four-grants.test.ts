/**
 * Each grant in Firefox and in WebKit, as Debian has them: what only an engine can say of redirects after a form,
 * cookies between sites, fragments, focus and style. All else is looked at in Chromium (`test/browser`).
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import type { DistantSandbox } from '../support/distant-sandbox.ts';
import { ENGINES } from './engines.ts';
import { grantAs, openPage, statesOf, waitForStatus } from './page.ts';
import type { Page } from './page.ts';
import type { Driver } from './webdriver.ts';

async function expectResult(page: Page): Promise<void> {
  await waitForStatus(page, 'You have an access token.');
  await page.find('//article//table//tr[contains(., "difference-engine")]');
  expect(await page.evaluate('document.querySelector("article.message").innerText')).toMatch(
    /^Display name\s+Ada Example$/m,
  );
}

/** One is where it happened, and a screen reader begins there. */
async function expectFocusOnMessage(page: Page): Promise<void> {
  await page.find('#message-title:focus');
}

/** Windows of theirs get no narrower than 447 and 500 pixels; to the style sheet, that is a phone. */
async function expectToFitPhone(page: Page): Promise<void> {
  await page.resize(390, 844);
  expect(
    await page.evaluate(`{
      isPhone: matchMedia('(max-width: 47.99rem)').matches,
      sticksOut: document.documentElement.scrollWidth > document.documentElement.clientWidth
    }`),
  ).toEqual({ isPhone: true, sticksOut: false });
}

describe.each(ENGINES)('In $name$note', ({ launch, missing }) => {
  const describeIfInstalled = missing.length === 0 ? describe : describe.skip;
  let driver: Driver;
  let page: Page;
  beforeEach(async () => {
    driver = await launch();
    page = openPage(driver);
  });
  afterEach(() => driver?.close());

  describeIfInstalled('the sandbox of the app', () => {
    let demo: TestDemo;
    beforeAll(async () => {
      demo = await openDemo();
    });
    afterAll(() => demo.close());

    it('S28 runs the authorization code grant step by step, each message looked at (A-E)', async () => {
      await page.open(`${demo.url}/authorization-code`);
      await page.press('Step by step');
      await waitForStatus(page, 'Paused before A.');
      await page.press('Send A');
      await grantAs(page, 'Ada Example');

      await waitForStatus(page, 'Paused before D.');
      await expectFocusOnMessage(page);
      await page.press('Send D');
      await waitForStatus(page, 'Paused before the API call.');
      await expectFocusOnMessage(page);
      await page.press('Next: the API call');
      await page.press('Send the API call');

      await expectResult(page);
      await expectFocusOnMessage(page);
      expect(await statesOf(page)).toBe('done done done done done done to come'); // a refresh
      await expectToFitPhone(page);
    });

    it('S11 S28 runs the implicit grant, whose token is in the page alone (A-G)', async () => {
      await page.open(`${demo.url}/implicit`);
      await page.press('Run it');
      await grantAs(page, 'Ada Example');

      await waitForStatus(page, 'The API took it.');
      await expectFocusOnMessage(page);
      await page.find('//tr[contains(., "difference-engine")]');
      expect(await statesOf(page)).toBe('done done done done done done done done');
      expect(await page.evaluate('location.hash')).toBe('#stage');
      await page.press('Show');
      const token = await page.evaluate<string>(
        'document.querySelector(".token-bar__shown").textContent',
      );
      expect(token).toHaveLength(84);
      await page.press('Hide');
      expect(await page.evaluate('document.documentElement.outerHTML')).not.toContain(token);
      await expectToFitPhone(page);
    });

    it('S28 runs the password grant by its form (A-C)', async () => {
      await page.open(`${demo.url}/resource-owner-password`);
      await page.press('Run it');
      await page.type('#field-username', 'ada');
      await page.type('#field-password', 'lovelace');
      await page.press('Send A');

      await expectResult(page);
      await expectFocusOnMessage(page);
      await expectToFitPhone(page);
    });

    it('S28 runs the client credentials grant from its card on the landing page', async () => {
      await page.open(demo.url);
      await page.press('Run it: Client credentials');

      await waitForStatus(page, 'You have an access token.');
      await expectFocusOnMessage(page);
      await expectToFitPhone(page);
    });
  });

  /** As bitbucket.org is: what is "self" to the policies of the app's own sandbox is another site here. */
  describeIfInstalled('a sandbox on another site', () => {
    let sandbox: DistantSandbox;
    let demo: TestDemo;
    const open = async (era: 'current' | 'legacy', slug: string) => {
      sandbox = await openDistantSandbox(era);
      demo = await openDemo(sandbox.env);
      await page.open(`${demo.url}/${slug}/authorize?server=bitbucket&pace=step`);
    };
    afterEach(() => Promise.all([demo?.close(), sandbox?.close()]));

    it('S28 lets the form of (A) redirect there, and comes back with a code and its cookie', async () => {
      await open('current', 'authorization-code');
      await page.press('Send A');
      await grantAs(page, 'Ada Example');

      await waitForStatus(page, 'Paused before D.');
      await page.press('Run to the end');
      await expectResult(page);
    });

    it('S28 comes back with a token in the fragment, and calls the API over there', async () => {
      await open('legacy', 'implicit');
      await page.press('Send A');
      await grantAs(page, 'Ada Example');
      await page.press('Send API');

      await waitForStatus(page, 'The API took it.');
      await page.find('//tr[contains(., "Ada Example")]');
      expect(await page.evaluate('location.origin')).toBe(demo.url);
    });
  });
});
