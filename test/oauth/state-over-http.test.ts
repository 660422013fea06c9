import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import { beginAt, comeBack, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

const MINUTE_MS = 60_000;

describe('The state (RFC 6749 §10.12)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  /** A browser with a run under way, and the state it was given. */
  async function begin(): Promise<{ browser: Browser; state: string }> {
    const browser = demo.newBrowser();
    return { browser, state: (await beginAt(browser)).get('state') ?? '' };
  }

  it('S01 is another one for each run, and opaque (§10.12)', async () => {
    const begun = await Promise.all(Array.from({ length: 20 }, begin));
    const states = begun.map(({ state }) => state);

    expect(new Set(states).size).toBe(20);
    for (const state of states) expect(state).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    ['absent', undefined],
    ['empty', '='],
    ['wrong', `=${'A'.repeat(43)}`],
    ['one character', '=A'],
    ['7 kB', `=${'A'.repeat(7_000)}`],
    ['not ASCII', '=%E2%80%A8%F0%9F%92%A9'],
  ])(
    'S02 missing or wrong state stops the flow before any token call: %s (§10.12)',
    async (_how, state) => {
      const { browser } = await begin();
      const before = demo.tokenRequests().length;

      for (const path of ['/oauth-callback', '/authorization-code/oauth-callback']) {
        const page = await browser.get(
          `${path}?code=x${state === undefined ? '' : `&state${state}`}`,
        );

        expect(page.status).toBe(400);
        expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      }
      expect(demo.tokenRequests()).toHaveLength(before);
    },
  );

  it('S02 a good state that comes twice stops the flow, too (§3.1)', async () => {
    const { browser, state } = await begin();
    const before = demo.tokenRequests().length;

    const page = await browser.get(`/oauth-callback?code=x&state=${state}&state=${state}`);

    expect(page.status).toBe(400);
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('S02 a state longer than any URL is refused as one, not as a fault (RFC 9110 §15.5.15)', async () => {
    const { browser } = await begin();
    const before = demo.tokenRequests().length;

    const page = await browser.get(`/oauth-callback?code=x&state=${'A'.repeat(10_000)}`);

    expect(page.status).toBe(414);
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('S03 the state is bound to the browser that began (§10.12)', async () => {
    const ada = await begin();
    const eve = await begin();
    const before = demo.tokenRequests().length;

    const strange = await comeBack(eve.browser, { code: 'c', state: ada.state });
    const cookieless = await comeBack(demo.newBrowser(), { code: 'c', state: ada.state });

    expect([strange.status, cookieless.status]).toEqual([400, 400]);
    expect(demo.tokenRequests()).toHaveLength(before);
    const own = await comeBack(ada.browser, { code: 'c', state: ada.state });
    expect(own.status).toBe(303);
    expect(demo.tokenRequests()).toHaveLength(before + 1);
  });

  it('S04 the state is used once: a replayed answer sends no second token request (RFC 9700 §4.2.4)', async () => {
    const { browser, state } = await begin();
    await comeBack(browser, { code: 'c', state });
    const before = demo.tokenRequests().length;

    const replay = await comeBack(browser, { code: 'c', state });

    expect(replay.status).toBe(303);
    expect(replay.location).toBe(`${demo.url}/authorization-code?notice=answered#stage`);
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('S04 the state expires after ten minutes', async () => {
    const { browser, state } = await begin();
    const before = demo.tokenRequests().length;
    demo.advance(11 * MINUTE_MS);

    const page = await comeBack(browser, { code: 'c', state });

    expect(page.status).toBe(400);
    expect(page.body).toContain('That took longer than ten minutes');
    expect(page.body).toContain('Start again.');
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('S07 an error answer without a good state is a general page, with nothing of its text (§4.1.2.1)', async () => {
    const error = 'access_denied';
    const description = 'Call-0800-CANARY-now';

    for (const state of ['', 'A'.repeat(43)]) {
      const { browser } = await begin();
      const page = await comeBack(browser, { error, error_description: description, state });

      expect(page.status).toBe(400);
      expect(page.body).not.toContain('CANARY');
      expect(page.body).not.toContain('You denied access');
    }
  });

  it('S07 an error answer with a good state is friendly, its text inert, its state spent (§4.1.2.1)', async () => {
    const { browser, state } = await begin();
    const response = { error: 'access_denied', error_description: '<b>No</b>, thanks', state };
    const before = demo.tokenRequests().length;

    const page = await browser.follow(await comeBack(browser, response));
    const afterwards = await comeBack(browser, { code: 'late', state });

    expect(page.announcement()).toContain('You denied access');
    expect(page.message()).toContain('<b>No</b>, thanks');
    expect(page.body).not.toContain('<b>No');
    expect(afterwards.location).toContain('notice=answered');
    expect(demo.tokenRequests()).toHaveLength(before);
  });
});
