import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { describeWithRedis, redisNote } from '../support/redis.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';
import { csrfOf, sessionCookie } from '../support/session.ts';
import { openTwoProcesses } from '../support/two-processes.ts';
import type { TwoProcesses } from '../support/two-processes.ts';

const START = '/authorization-code/authorize';

describeWithRedis(`The same answer many times at once, over two processes${redisNote}`, () => {
  let both: TwoProcesses;
  beforeAll(async () => {
    both = await openTwoProcesses();
    // Both have compiled what they need: no second in which a busy machine lets Redis wait.
    for (let n = 0; n < 2; n += 1) await runToResult(new Browser(both.publicUrl), START);
  });
  afterAll(() => both.close());

  const tokenRequests = () =>
    both.demos
      .flatMap(({ sandboxes }) => [...sandboxes.current.requests, ...sandboxes.legacy.requests])
      .filter(({ form }) => form['grant_type'] === 'authorization_code');

  interface Return {
    /** Holds what this one answer has set, and nothing of the others'. */
    readonly browser: Browser;
    readonly page: Page;
  }

  /** The browser comes back with the cookies that it had, again and again: no answer has arrived yet. */
  function comeBack(browser: Browser, address: string, delaysMs: number[]): Promise<Return[]> {
    const cookies = [...browser.cookies];
    return Promise.all(
      delaysMs.map(async (delay) => {
        const again = new Browser(both.publicUrl);
        for (const [name, cookie] of cookies) again.cookies.set(name, cookie);
        await setTimeout(delay);
        return { browser: again, page: await again.get(address) };
      }),
    );
  }

  /** One is dealt with, the others lead to where it stands. */
  function expectOne(returns: readonly Return[], step: string): void {
    const ways = returns.map(({ page }) => page.location?.replace(/.*\?/, '') ?? '');
    expect(returns.map(({ page }) => page.status)).toEqual(returns.map(() => 303));
    expect(ways.filter((way) => way === step)).toHaveLength(1);
    expect(ways.filter((way) => way === 'notice=answered#stage')).toHaveLength(ways.length - 1);
  }

  it.each([
    ['at once', 0],
    ['one after the other, from before the first is dealt with until after', 10],
  ])(
    'R23 S04 48 callbacks, %s, are one token request and 48 ways to its result',
    async (_what, apartMs) => {
      const browser = new Browser(both.publicUrl);
      const { location = '' } = await decideAtSandbox(browser, START);
      const before = tokenRequests().length;

      const delays = Array.from({ length: 48 }, (_, n) => n * apartMs);
      const returns = await comeBack(browser, location, delays);

      expect(returns.map(({ page }) => page.status)).toEqual(delays.map(() => 303));
      expect(tokenRequests()).toHaveLength(before + 1);
      const notices = returns.filter(({ page }) =>
        page.location?.endsWith('?notice=answered#stage'),
      );
      expect(notices).toHaveLength(47);
      for (const one of returns) {
        // Whichever of the answers it is that arrives: by then the run is there to be seen.
        expect((await one.browser.follow(one.page)).message()).toContain('Ada Example');
      }
    },
    30_000,
  );

  it('R23 of 24 callbacks that bring a denial one shows it, the others lead to where it stands', async () => {
    const browser = new Browser(both.publicUrl);
    const { location = '' } = await decideAtSandbox(browser, START, { decision: 'cancel' });

    const returns = await comeBack(
      browser,
      location,
      Array.from({ length: 24 }, () => 0),
    );

    expectOne(returns, 'run=1&step=C#stage');
    for (const one of returns) {
      const page = await one.browser.follow(one.page);
      expect(page.announcement()).toContain('You denied access');
    }
  });

  it('R23 of 24 callbacks of which the code is refused, too: one code, one token request', async () => {
    const browser = new Browser(both.publicUrl);
    const { location = '' } = await decideAtSandbox(browser, START);
    for (const { sandboxes } of both.demos) sandboxes.current.clock.advance('11 min');
    const before = tokenRequests().length;

    const returns = await comeBack(
      browser,
      location,
      Array.from({ length: 24 }, () => 0),
    );

    expectOne(returns, 'run=1&step=D#stage');
    for (const one of returns) {
      const page = await one.browser.follow(one.page);
      expect(page.step('D')).toEqual({ state: 'failed', result: '400' });
    }
    expect(tokenRequests()).toHaveLength(before + 1);
    for (const { sandboxes } of both.demos) sandboxes.current.clock.reset();
  });

  it('R10 24 clicks on Refresh at once are one refresh: each leads to the new token', async () => {
    const browser = new Browser(both.publicUrl);
    const page = await runToResult(browser, START);
    const refreshes = () =>
      both.demos
        .flatMap(({ sandboxes }) => sandboxes.current.requests)
        .filter(({ form }) => form['grant_type'] === 'refresh_token');
    const before = refreshes().length;

    const answers = await Promise.all(
      Array.from({ length: 24 }, () => page.form('Refresh').submit()),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303));
    expect(refreshes()).toHaveLength(before + 1);
    const after = await browser.get('/authorization-code');
    expect(after.announcement()).toContain('The token is new.');
    // What stands there is the newest: it can be refreshed again.
    const again = await browser.follow(await after.form('Refresh').submit());
    expect(again.step('Refresh')).toEqual({ state: 'done', result: '200' });
    expect(
      refreshes()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([200, 200]);
  });

  it('R23 four posts of the password form at once are four good answers, to a session each', async () => {
    const browser = new Browser(both.publicUrl);
    const { fields, action } = (await browser.open('/resource-owner-password/authorize')).form(
      'Send A',
    );
    const person = { 'set.username': 'ada', 'set.password': 'lovelace' };
    const cookie = sessionCookie(browser);

    const answers = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const again = new Browser(both.publicUrl);
        again.cookies.set('session', { value: cookie, path: '/' });
        return again.follow(await again.post(action, { ...fields, ...person }));
      }),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const page of answers) expect(page.message()).toContain('Ada Example');
  });

  it('S04 of 24 that hand over the state of the implicit grant one is told the API, the others that it was used', async () => {
    const browser = new Browser(both.publicUrl);
    const { location = '' } = await decideAtSandbox(
      browser,
      '/implicit/authorize?server=sandbox-legacy',
    );
    const fragment = new URLSearchParams(new URL(location).hash.slice(1));
    const page = await browser.get('/implicit/oauth-callback');
    const csrf = csrfOf(page);
    const form = {
      state: fragment.get('state') ?? '',
      iss: fragment.get('iss') ?? '',
      _csrf: csrf,
    };

    const answers = await Promise.all(
      Array.from({ length: 24 }, () => browser.post('/implicit/oauth-callback', form)),
    );

    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, ...Array.from({ length: 23 }, () => 400)]);
    const refusals = answers.filter(({ status }) => status === 400).map(({ body }) => body);
    expect(refusals.filter((body) => !body.includes('was used'))).toEqual([]);
  });
});
