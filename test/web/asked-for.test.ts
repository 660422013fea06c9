import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import type { Browser } from '../support/browser.ts';
import { openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { sendRaw } from '../support/raw.ts';

/** What a browser says of a person who presses a button of ours. */
const PAGE = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' };

const FROM_ELSEWHERE = {
  'a link of another site': { ...PAGE, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-User': '?1' },
  'a link of another port': { ...PAGE, 'Sec-Fetch-Site': 'same-site' },
  'a link of another site, in an old browser': { Referer: 'https://evil.example/page' },
  'a script of another site, in an old browser': { Origin: 'https://evil.example' },
  'a page without an origin': { Origin: 'null' },
};

const NO_PAGE = {
  'an image': { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Site': 'cross-site' },
  'an image of our own': { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Site': 'same-origin' },
  'a frame': { 'Sec-Fetch-Dest': 'iframe', 'Sec-Fetch-Site': 'none' },
  'a script’s request': { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Site': 'same-origin' },
};

const AHEAD = {
  'a prefetch': { ...PAGE, 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch' },
  'a page rendered ahead': { ...PAGE, 'Sec-Purpose': 'prefetch;prerender' },
  'a prefetch of an old browser': { Purpose: 'prefetch' },
  'a prefetch of an old Firefox': { 'X-Moz': 'prefetch' },
};

const ASKED_FOR = {
  'a button of our own page': { ...PAGE, 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-User': '?1' },
  'an address that was typed': { ...PAGE, 'Sec-Fetch-Site': 'none', 'Sec-Fetch-User': '?1' },
  'a program, such as curl': {},
};

const entriesOf = (kinds: Record<string, object>) =>
  Object.entries(kinds) as [string, Record<string, string>][];

describe('A run by GET', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  const addresses = (): [slug: string, address: string][] =>
    grants.flatMap(({ slug }) => [
      [slug, `/${slug}/authorize`],
      [slug, `/authorize?grant=${slug}`],
    ]);
  const countRequests = () =>
    demo.bitbucket.received.length +
    demo.sandboxes.current.requests.length +
    demo.sandboxes.legacy.requests.length;

  it.each(entriesOf({ ...FROM_ELSEWHERE, ...NO_PAGE }))(
    'S13 is not started by %s: no session, no request, but the page with the button',
    async (_what, headers) => {
      for (const [slug, address] of addresses()) {
        const before = countRequests();

        const answer = await demo.newBrowser().get(address, headers);

        expect([answer.status, answer.location]).toEqual([
          303,
          `${demo.url}/${slug}?notice=not-started`,
        ]);
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(countRequests()).toBe(before);
      }
    },
  );

  it('S13 says so to a person who followed a link, beside the button', async () => {
    const browser = demo.newBrowser();

    const page = await browser.follow(
      await browser.get('/client-credentials/authorize', FROM_ELSEWHERE['a link of another site']),
    );

    expect(page.status).toBe(200);
    expect(page.message()).toContain('A link of another site led here, so nothing was started.');
    expect(page.link('Run it')).toBe(`${demo.url}/client-credentials/authorize?pace=through`);
    expect(page.announcement()).toBe('Nothing has run yet.');
  });

  it.each(entriesOf(AHEAD))(
    'S13 is not started by %s, which is refused, so that the browser asks again',
    async (_what, headers) => {
      for (const [, address] of addresses()) {
        const before = countRequests();

        const answer = await demo.newBrowser().get(address, headers);

        expect(answer.status).toBe(503);
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(countRequests()).toBe(before);
      }
    },
  );

  it('S13 is not started by a HEAD', async () => {
    for (const [slug, path] of addresses()) {
      const before = countRequests();

      const answer = await sendRaw(demo.url, { method: 'HEAD', path });

      expect([answer.status, answer.headers.location]).toEqual([
        303,
        `/${slug}?notice=not-started`,
      ]);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(countRequests()).toBe(before);
    }
  });

  it.each(entriesOf(ASKED_FOR))('is started by %s', async (_what, headers) => {
    for (const [slug, address] of addresses()) {
      const answer = await demo.newBrowser().get(address, headers);

      expect([200, 302, 303]).toContain(answer.status);
      expect(answer.location ?? '').not.toContain('notice');
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
      expect([slug, cookies]).toEqual([slug, ['sandbox-visitor', 'session']]);
    }
  });

  it('is started from our own page in an old browser that says which', async () => {
    const headers = { Referer: `${demo.url}/client-credentials` };

    const answer = await demo.newBrowser().get('/client-credentials/authorize', headers);

    expect(answer.location).toBe(`${demo.url}/client-credentials?run=1&step=API#stage`);
  });
});

describe('An answer by GET', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  async function begin(browser: Browser, grant: string): Promise<string> {
    const { location = '' } = await browser.get(`/${grant}/authorize?server=bitbucket`);
    return new URL(location).searchParams.get('state') ?? '';
  }

  it('S10 comes from another site, as a page', async () => {
    const browser = demo.newBrowser();
    const state = await begin(browser, 'authorization-code');
    const headers = FROM_ELSEWHERE['a link of another site'];

    const answer = await browser.get(`/oauth-callback?code=c&state=${state}`, headers);

    expect(answer.location).toBe(`${demo.url}/authorization-code?run=1&step=API#stage`);
  });

  it.each(['/oauth-callback', '/authorization-code/oauth-callback'])(
    'S04 at %s is used by nothing but a page: the code is good afterwards',
    async (path) => {
      const browser = demo.newBrowser();
      const state = await begin(browser, 'authorization-code');
      const address = `${path}?code=c&state=${state}`;
      const before = demo.tokenRequests().length;
      const cookie = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');

      const head = await sendRaw(demo.url, { method: 'HEAD', path: address, headers: { cookie } });
      expect(head.status).toBe(303);
      for (const [, headers] of entriesOf({ ...NO_PAGE, ...AHEAD })) {
        expect([303, 503]).toContain((await browser.get(address, headers)).status);
      }
      expect(demo.tokenRequests()).toHaveLength(before);

      const answer = await browser.get(address);
      expect(answer.location).toBe(`${demo.url}/authorization-code?run=1&step=API#stage`);
      expect(demo.tokenRequests()).toHaveLength(before + 1);
    },
  );

  it('S04 that says no to the implicit grant is used by nothing but a page', async () => {
    const browser = demo.newBrowser();
    const state = await begin(browser, 'implicit');
    const address = `/oauth-callback?error=access_denied&state=${state}`;

    for (const [, headers] of entriesOf({ ...NO_PAGE, ...AHEAD })) {
      expect([303, 503]).toContain((await browser.get(address, headers)).status);
    }

    expect((await browser.open(address)).announcement()).toContain('You denied access.');
  });
});
