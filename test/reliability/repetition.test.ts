import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openSession } from '../support/session.ts';
import { decideAtSandbox, openConsent, runToResult } from '../support/resource-owner.ts';

const CODE = '/authorization-code/authorize';
const ADA = { 'set.username': 'ada', 'set.password': 'lovelace' };

describe('Doing it twice', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const codesSpent = () =>
    [...demo.sandboxes.current.requests, ...demo.sandboxes.legacy.requests].filter(
      ({ form }) => form['grant_type'] === 'authorization_code',
    );

  it('R23 two consents make one code, one token request and no error', async () => {
    const browser = demo.newBrowser();
    const consent = await openConsent(browser, CODE);
    const before = codesSpent().length;

    const answers = await Promise.all(
      [1, 2].map(() => browser.submit(consent, '[name=decision]', { decision: 'grant' })),
    );
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    const callbacks = await Promise.all(answers.map(({ location }) => browser.get(location ?? '')));

    expect(callbacks.map(({ status }) => status)).toEqual([303, 303]);
    expect(
      codesSpent()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([200]);
    expect((await browser.get('/authorization-code?step=API')).message()).toContain('Ada Example');
  });

  it('R23 two starts at once are two runs, of which either may be finished', async () => {
    const browser = demo.newBrowser();
    await openSession(browser);
    const starts = await Promise.all([1, 2].map(() => browser.get(CODE)));
    expect(starts.map(({ status }) => status)).toEqual([302, 302]);

    const page = await runToResult(browser, starts[0]?.location ?? '');

    const other = await runToResult(browser, starts[1]?.location ?? '');

    expect(page.message()).toContain('Ada Example');
    expect(other.message()).toContain('Ada Example');
    expect(other.url).not.toBe(page.url);
    expect(other.root.querySelectorAll('.run')).toHaveLength(2);
  });

  it('R23 two posts of the password form are two good answers', async () => {
    const browser = demo.newBrowser();
    const form = (await browser.open('/resource-owner-password/authorize')).form('Send A');

    const answers = await Promise.all([1, 2].map(() => form.submit(ADA)));

    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const page = await browser.get('/resource-owner-password');
    expect(page.announcement()).toContain('You have an access token.');
    expect((await browser.get(`${page.url}?step=API`)).message()).toContain('Ada Example');
  });

  it.each([
    ['at once', (send: () => Promise<Page>) => Promise.all([send(), send()])],
    ['the second one late', async (send: () => Promise<Page>) => [await send(), await send()]],
  ])(
    'R23 two clicks with a wrong password, %s, send it once and lead to its error',
    async (_when, click) => {
      const browser = demo.newBrowser();
      const form = (await browser.open('/resource-owner-password/authorize')).form('Send A');
      const tokenRequests = () =>
        demo.sandboxes.legacy.requests.filter(
          ({ form: sent }) => sent['grant_type'] === 'password',
        );
      const before = tokenRequests().length;
      const wrong = { ...ADA, 'set.password': 'wrong' };

      const answers = await click(() => form.submit(wrong));

      expect(new Set(answers.map(({ location }) => location))).toEqual(
        new Set([`${demo.url}/resource-owner-password?run=1&step=B#stage`]),
      );
      expect(tokenRequests().length - before).toBe(1);
      const other = await browser.follow(
        await form.submit({ ...wrong, 'set.password': 'wrong too' }),
      );
      expect(other.message()).toContain('invalid_grant');
      expect(tokenRequests().length - before).toBe(2);
    },
  );

  it('R23 two clicks on Refresh, the second one late, spend one refresh token', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, CODE);
    const refreshes = () =>
      demo.sandboxes.current.requests.filter(({ form }) => form['grant_type'] === 'refresh_token');
    const before = refreshes().length;

    const first = await page.form('Refresh').submit();
    const second = await page.form('Refresh').submit();

    expect([first.status, second.status]).toEqual([303, 303]);
    expect(refreshes().length - before).toBe(1);
  });

  it('R25 a form that is open in one tab is good after a run in another', async () => {
    const browser = demo.newBrowser();
    const form = (await browser.open('/resource-owner-password/authorize')).form('Send A');
    await runToResult(browser, CODE);

    const page = await browser.follow(await form.submit(ADA));

    expect(page.url).toBe(`${demo.url}/resource-owner-password?run=1&step=API#stage`);
    expect(page.message()).toContain('Ada Example');
  });

  it('R24 a reload of the result shows the result', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, CODE);
    const before = codesSpent().length;

    const again = await browser.get(page.url);

    expect(again.status).toBe(200);
    expect(again.message()).toContain('Ada Example');
    expect(codesSpent()).toHaveLength(before);
  });

  it('R24 an old callback address is met with a gentle notice; session and tokens are intact', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, CODE);
    await browser.follow(answer);
    const before = codesSpent().length;

    for (let round = 0; round < 2; round += 1) {
      const page = await browser.follow(await browser.get(answer.location ?? ''));

      expect(page.status).toBe(200);
      expect(page.url).toBe(`${demo.url}/authorization-code?notice=answered#stage`);
      expect(page.message()).toContain('was used before, so it was not sent again');
      expect(page.message()).toContain('Ada Example');
    }
    expect(codesSpent()).toHaveLength(before);
  });

  it('R24 the callback address of the implicit grant, opened by hand, explains itself', async () => {
    const page = await demo.newBrowser().get('/oauth-callback');

    expect(page.status).toBe(200);
    expect(page.body).toContain('You opened this page by hand');
  });

  it.each([
    ['the same server', CODE, CODE],
    ['different eras', CODE, `${CODE}?server=sandbox-legacy`],
    ['different grants', CODE, '/implicit/authorize'],
  ])('R25 two flows in two tabs, on %s, both finish in reverse order', async (_what, one, two) => {
    const browser = demo.newBrowser();
    const first = await decideAtSandbox(browser, one);
    const second = await decideAtSandbox(browser, two);

    const pages = [await browser.follow(second), await browser.follow(first)];

    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect(pages[1]?.announcement()).toContain('You have an access token.');
  });

  it('R25 two flows that come back at the same moment both finish', async () => {
    const browser = demo.newBrowser();
    const answers = [
      await decideAtSandbox(browser, CODE),
      await decideAtSandbox(browser, `${CODE}?server=sandbox-legacy`),
    ];
    const before = codesSpent().length;

    // Each answer brings a new session id: a browser keeps one of them, and either is good.
    const tabs = answers.map(() => new Browser(demo.url));
    for (const tab of tabs) for (const one of browser.cookies) tab.cookies.set(...one);
    const back = await Promise.all(tabs.map((tab, at) => tab.get(answers[at]?.location ?? '')));

    expect(back.map(({ status, location }) => [status, location])).toEqual([
      [303, `${demo.url}/authorization-code?run=1&step=API#stage`],
      [303, `${demo.url}/authorization-code?run=2&step=API#stage`],
    ]);
    for (const [at, tab] of tabs.entries()) {
      const page = await tab.get(back[at]?.location ?? '');
      expect(page.announcement()).toContain('You have an access token.');
      expect(page.message()).toContain('Ada Example');
    }
    expect(codesSpent()).toHaveLength(before + 2);
  });

  it('R25 ten flows stay open; an eleventh takes the place of the oldest', async () => {
    const browser = demo.newBrowser();
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await decideAtSandbox(browser, CODE));

    const oldest = await browser.get(answers[0]?.location ?? '');
    const next = await browser.follow(await browser.get(answers[1]?.location ?? ''));

    expect(oldest.status).toBe(400);
    // Of eleven runs the latest five are listed; the one that was just answered is among them.
    expect(next.url).toBe(`${demo.url}/authorization-code?run=2&step=API#stage`);
    expect(next.message()).toContain('Ada Example');
  });
});
