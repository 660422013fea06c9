import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { behave, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import { exchangesOf } from '../support/stage.ts';

const START = '/authorization-code/authorize?pace=through';

describe('The next page of a list', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const next = async (browser: Browser, page: Page) =>
    browser.follow(await page.form('Next page').submit());
  const calls = () =>
    demo.sandboxes.current.requests.filter(({ path }) => path.includes('/2.0/repositories/'));

  it('is one click away, with an arrow and an exchange of its own, to the last', async () => {
    const browser = demo.newBrowser();
    const first = await runToResult(browser, START);

    const second = await next(browser, first);
    const third = await next(browser, second);

    expect(second.url).toContain('step=Next#stage');
    expect(second.step('Next')).toEqual({ state: 'done', result: '200' });
    const names = [first, second, third].flatMap((page) =>
      page.table('Repositories of analytical-engines').map(([name]) => name),
    );
    expect(new Set(names).size).toBe(26);
    expect(third.text).toContain('Repositories of analytical-engines, page 3');
    expect(third.hasButton('Next page')).toBe(false);
    const log = await exchangesOf(browser, '/authorization-code');
    expect(log.filter((line) => line.includes('page'))).toEqual([
      'Next Repositories of analytical-engines, page 2 200',
      'Next Repositories of analytical-engines, page 3 200',
    ]);
    expect(second.link('GET /repositories/…')).toContain('view=wire&exchange=');
  });

  it('is fetched once for a double click, and again only from a page that is shown anew', async () => {
    const browser = demo.newBrowser();
    const form = (await runToResult(browser, START)).form('Next page');
    const before = calls().length;

    const both = await Promise.all([form.submit(), form.submit()]);
    const late = await form.submit();

    for (const { location } of [...both, late]) expect(location).toContain('step=Next');
    expect(calls()).toHaveLength(before + 1);
  });

  it('goes with its first page when the API is called again', async () => {
    const browser = demo.newBrowser();
    const second = await next(browser, await runToResult(browser, START));

    const again = await browser.follow(await second.form('Call the API again').submit());

    expect(again.step('Next').state).toBe('');
    expect(again.hasButton('Next page')).toBe(true);
  });

  it('shows what the API says where the token has ended, and keeps the first', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);
    await page.form('+ 2 h').submit();

    const refused = await next(browser, page);

    expect(refused.step('Next')).toEqual({ state: 'failed', result: '401' });
    expect(refused.message()).toContain('Repositories of analytical-engines, page 2 401');
    const first = await browser.get('/authorization-code?step=API');
    expect(first.table('Repositories of analytical-engines')).toHaveLength(10);
  });

  it.each([
    ['list', '/2.0/user', 400],
    ['list', '__proto__', 400],
    ['page', 'https://evil.example/', 303],
    ['page', '7', 303],
  ])('sends nothing where %s is %s', async (name, value, status) => {
    const browser = demo.newBrowser();
    const form = (await runToResult(browser, START)).form('Next page');
    const before = demo.sandboxes.current.requests.length;

    const answer = await form.submit({ [name]: value });

    expect(answer.status).toBe(status);
    expect(demo.sandboxes.current.requests).toHaveLength(before);
  });
});

describe('A next link of the API', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  const list = (next: string) =>
    json({ values: [{ email: 'a@b.example', is_primary: true, is_confirmed: true }], next });

  it('is followed as it came, cursor and all', async () => {
    const browser = demo.newBrowser();
    demo.bitbucket.on('/2.0/user/emails', () =>
      list(`${demo.bitbucket.url}/2.0/user/emails?ctx=a%2Fb`),
    );

    const page = await browser.follow(await runLive(browser));
    await page.form('Next page').submit();

    const asked = demo.bitbucket.receivedAt('/2.0/user/emails').at(-1);
    expect(asked?.query.get('ctx')).toBe('a/b');
    expect(asked?.query.has('fields')).toBe(false);
  });

  it('that leads to another address is not followed: the token goes nowhere else', async () => {
    const browser = demo.newBrowser();
    demo.bitbucket.on('/2.0/user/emails', () => list('https://evil.example/2.0/user/emails'));

    const page = await browser.follow(await runLive(browser));

    expect(page.hasButton('Next page')).toBe(false);
    expect(page.message()).toContain('E-mail addresses');
  });
});
