import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { behave, openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Received } from '../support/scripted-server.ts';
import { exchangesOf } from '../support/stage.ts';

const PERSON = { type: 'user', display_name: 'Live Person' };
const EXPIRED = json({ type: 'error', error: { message: 'Access token expired.' } }, 401);
const PAGE = '/authorization-code';

describe('A token that ends', () => {
  let demo: LiveDemo;
  let browser: Browser;
  let page: Page;
  /** What the API takes; every token that is issued has the next number. */
  let good = 'access-1';
  let issued = 0;

  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 5_000 });
  });
  afterAll(() => demo.close());

  beforeEach(async () => {
    behave(demo.bitbucket);
    [good, issued] = ['access-1', 0];
    demo.bitbucket.on(TOKEN_PATH, () => json(issue()));
    demo.bitbucket.on('/2.0/user', ({ headers }) =>
      headers.authorization === `Bearer ${good}` ? json(PERSON) : EXPIRED,
    );
    browser = demo.newBrowser();
    page = await browser.follow(await runLive(browser));
  });

  function issue(): object {
    issued += 1;
    good = `access-${issued}`;
    return { ...TOKEN_ANSWER, access_token: good, refresh_token: `refresh-${issued}` };
  }
  const callAgain = () => page.form('Call the API again').submit();
  /** What went over the wire since the tokens came, in the order of the diagram. */
  const exchangesAfterE = async () => (await exchangesOf(browser, PAGE)).slice(4);
  const refresh = () => page.form('Refresh').submit();
  /** The refresh token that the latest refresh has brought. */
  const refreshToken = async () => {
    const wire = await browser.get(`${PAGE}?step=Refresh&view=wire`);
    const shown = await wire.form('Show the secrets').submit();
    return /"refresh_token": "([^"]*)"/.exec(shown.message())?.[1];
  };
  const refreshesOf = (requests: readonly Received[]) =>
    requests.filter(({ form }) => form.get('grant_type') === 'refresh_token');
  async function countRefreshes(work: () => Promise<unknown>): Promise<number> {
    const before = refreshesOf(demo.tokenRequests()).length;
    await work();
    return refreshesOf(demo.tokenRequests()).length - before;
  }

  it('R09 401, one refresh, the call once more: all of it in the wire log (RFC 6750 §3.1)', async () => {
    good = 'none';

    const refreshes = await countRefreshes(callAgain);
    const after = await browser.get(`${PAGE}?step=API`);

    expect(refreshes).toBe(1);
    expect(after.message()).toContain('Live Person');
    expect(await exchangesAfterE()).toEqual([
      'API Current user 401',
      'API E-mail addresses 200',
      'API Workspaces 200',
      'API Current user, with the new token 200',
      'Refresh Token request, grant_type refresh_token 200',
    ]);
  });

  it('R09 a second 401 is shown, with the way to a new run; nothing goes round', async () => {
    demo.bitbucket.on('/2.0/user', EXPIRED);
    demo.bitbucket.on('/2.0/user/emails', EXPIRED);
    const before = demo.bitbucket.receivedAt('/2.0/user').length;

    const refreshes = await countRefreshes(callAgain);
    const after = await browser.get(`${PAGE}?step=API`);

    expect(refreshes).toBe(1);
    expect(demo.bitbucket.receivedAt('/2.0/user')).toHaveLength(before + 2);
    expect(after.step('API')).toEqual({ state: 'failed', result: '401' });
    expect(after.message()).toMatch(/User, .*401: /);
    expect(after.title).toMatch(/^✕ /);
    expect(after.announcement()).toContain('The API no longer takes this token.');
    expect(after.link('Run it again')).toContain(`${PAGE}/authorize?server=bitbucket`);
  });

  it('R09 without a refresh token, the 401 is shown and nothing is sent for it', async () => {
    const { refresh_token: _none, ...answer } = TOKEN_ANSWER;
    demo.bitbucket.on(TOKEN_PATH, json(answer));
    const other = demo.newBrowser();
    const first = await other.open('/client-credentials/authorize');
    good = 'none';
    const before = demo.tokenRequests().length;

    const after = await other.follow(await first.form('Call the API again').submit());

    expect(after.message()).toMatch(/User 401: /);
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('R09 what ends in the middle of a list is renewed there', async () => {
    let isTaken = false;
    demo.bitbucket.on('/2.0/user/emails', () => {
      const answer = isTaken ? json({ values: [] }) : EXPIRED;
      isTaken = true;
      return answer;
    });

    expect(await countRefreshes(callAgain)).toBe(1);
    expect((await exchangesAfterE()).slice(-4)).toEqual([
      'API E-mail addresses 401',
      'API Workspaces 200',
      'API E-mail addresses, with the new token 200',
      'Refresh Token request, grant_type refresh_token 200',
    ]);
  });

  it('R09 401 on several calls at once: one refresh, and each of them once more', async () => {
    const unlessGood = (body: object) => (received: Received) =>
      received.headers.authorization === `Bearer ${good}` ? json(body) : EXPIRED;
    demo.bitbucket.on('/2.0/user/emails', unlessGood({ values: [] }));
    demo.bitbucket.on('/2.0/user/workspaces', unlessGood({ values: [] }));
    good = 'none';

    expect(await countRefreshes(callAgain)).toBe(1);
    expect(await exchangesAfterE()).toEqual([
      'API Current user 401',
      'API E-mail addresses 401',
      'API Workspaces 401',
      'API Current user, with the new token 200',
      'API E-mail addresses, with the new token 200',
      'API Workspaces, with the new token 200',
      'Refresh Token request, grant_type refresh_token 200',
    ]);
  });

  it('R10 twenty calls at once on an expired token: one refresh, twenty good answers', async () => {
    good = 'none';
    const callsBefore = demo.bitbucket.receivedAt('/2.0/user').length;

    const refreshes = await countRefreshes(async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => callAgain()));
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(303));
    });
    const after = await browser.get(`${PAGE}?step=API`);
    const calls = demo.bitbucket.receivedAt('/2.0/user').slice(callsBefore);

    expect(refreshes).toBe(1);
    expect(calls.filter(({ headers }) => headers.authorization === `Bearer ${good}`)).toHaveLength(
      20,
    );
    expect(after.message()).toContain('Live Person');
    expect(after.step('Refresh')).toEqual({ state: 'done', result: '200' });
    expect(await refreshToken()).toBe('refresh-2'); // the newest
    await after.form('Refresh').submit();
    expect(demo.tokenRequests().at(-1)?.form.get('refresh_token')).toBe('refresh-2');
  });

  it('R10 twenty refreshes at once: one request', async () => {
    const refreshes = await countRefreshes(() =>
      Promise.all(Array.from({ length: 20 }, () => refresh())),
    );

    expect(refreshes).toBe(1);
    expect((await browser.get(PAGE)).announcement()).toContain('The token is new.');
  });

  /** Holds an answer back until the test lets it go. */
  function holdBack(path: string, answer: () => object) {
    let [arrive, release] = [() => undefined as void, () => undefined as void];
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    demo.bitbucket.on(path, async () => {
      const held = json(answer());
      arrive();
      await released;
      return held;
    });
    return { arrived, release: () => release() };
  }

  it('R10 a late refresh does not overwrite a newer sign-in', async () => {
    const held = holdBack(TOKEN_PATH, issue);
    const late = refresh();
    await held.arrived;

    demo.bitbucket.on(TOKEN_PATH, () => json(issue()));
    await runLive(browser);
    const newest = `refresh-${issued}`;
    held.release();
    await late;

    const after = await browser.get(PAGE);
    expect(after.announcement()).toContain('You have an access token.');
    await after.form('Refresh').submit();
    expect(demo.tokenRequests().at(-1)?.form.get('refresh_token')).toBe(newest);
  });

  it('R10 a late call with the earlier token does not overwrite what a refresh brought', async () => {
    const held = holdBack('/2.0/user', () => PERSON);
    const late = callAgain();
    await held.arrived;
    await refresh();
    held.release();
    await late;

    expect((await browser.get(PAGE)).announcement()).toContain('The token is new.');
    expect(await refreshToken()).toBe('refresh-2');
    await (await browser.get(PAGE)).form('Refresh').submit();
    expect(demo.tokenRequests().at(-1)?.form.get('refresh_token')).toBe('refresh-2');
  });

  it('R10 a late refresh brings nothing back that was forgotten meanwhile', async () => {
    const held = holdBack(TOKEN_PATH, issue);
    const late = refresh();
    await held.arrived;
    await page.form('Forget all').submit();
    held.release();
    await late;

    expect((await browser.get(PAGE)).announcement()).toBe('Nothing has run yet.');
  });
});
