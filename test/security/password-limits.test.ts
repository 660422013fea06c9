import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { networkOf } from '../../src/http/address-network.ts';
import { createPasswordAttempts } from '../../src/grants/password-attempts.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

const FORM = '/resource-owner-password/authorize';
const WORDS = 'There were too many tries with this user name, or from where you are.';

describe('S16 guesses of a password in our form (RFC 6749 §4.3.2)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' });
  });
  beforeEach(async () => {
    demo.advance(16 * 60_000); // the counts of the test before are over
    await demo.sandboxes.legacy.reset(); // the sandbox counts for itself
  });
  afterAll(() => demo.close());

  async function guess(
    username: string,
    password = 'wrong',
    from = '192.0.2.1',
    browser: Browser = demo.newBrowser(),
  ): Promise<Page> {
    const form = await browser.get(FORM);
    const _csrf = /name="_csrf" value="([^"]*)"/.exec(form.body)?.[1] ?? '';
    const headers = { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': from };
    return browser.post(FORM, { _csrf, username, password }, headers);
  }
  const guessTimes = async (times: number, username: (at: number) => string, from?: string) => {
    for (let at = 0; at < times; at += 1) {
      expect((await guess(username(at), 'wrong', from)).status).toBe(401);
    }
  };
  const sent = () =>
    demo.sandboxes.legacy.requests.filter(({ method }) => method === 'POST').length;

  it('S16 the 6th bad try for a name is a 429 with Retry-After, the right password too', async () => {
    await guessTimes(5, () => 'ada');
    const before = sent();

    const sixth = await guess('ada');
    const right = await guess('ada', 'lovelace', '198.51.100.7');

    for (const page of [sixth, right]) {
      expect(page.status).toBe(429);
      expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(890);
      expect(Number(page.headers.get('retry-after'))).toBeLessThanOrEqual(900);
      expect(page.body).toContain(WORDS);
      expect(page.body).toContain('Wait for 15 minutes');
      expect(page.body).toMatch(/<input id="password"(?![^>]*value=)/);
    }
    expect(sent()).toBe(before);
  });

  it('S16 blocked tries make it no longer; after the window the right password is good', async () => {
    await guessTimes(1, () => 'ada');
    demo.advance(10 * 60_000); // the window runs from the first bad try
    await guessTimes(4, () => 'ada');
    demo.advance(4 * 60_000 + 30_000);
    const blocked = await guess('ada', 'lovelace');
    demo.advance(31_000);
    await demo.sandboxes.legacy.reset();

    expect(blocked.status).toBe(429);
    expect(blocked.body).toContain('Wait for 1 minute,');
    expect((await guess('ada', 'lovelace')).status).toBe(303);
  });

  it('S16 the 20th bad try from an address is a 429, whoever is named; others go on', async () => {
    await guessTimes(19, (at) => `name-${at}`);
    await demo.sandboxes.legacy.reset();

    expect((await guess('ada', 'lovelace')).status).toBe(429);
    expect((await guess('ada', 'lovelace', '192.0.2.2')).status).toBe(303);
  });

  it('S16 a name that nobody has is counted like one that somebody has: same status, same words', async () => {
    const answers = async (username: string) => {
      const pages: unknown[] = [];
      for (let at = 0; at < 6; at += 1) {
        const { status, body } = await guess(username, 'wrong', '203.0.113.9');
        const words = /role="alert">[^]*?<\/p>/.exec(body)?.[0].replace(/Wait for \d+/, '');
        pages.push({ status, words });
      }
      return pages;
    };

    expect(await answers('nobody-at-all')).toEqual(await answers('bruno'));
  });

  it('S16 neither case nor spaces make a name another one', async () => {
    const spellings = ['ada', 'ADA', ' ada', 'ada ', 'Ada'];
    await guessTimes(5, (at) => spellings[at] ?? '');

    expect((await guess('ada', 'lovelace')).status).toBe(429);
  });

  it('S16 forty tries at once are forty tries', async () => {
    const pages = await Promise.all(Array.from({ length: 40 }, () => guess('ada')));

    expect(pages.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('S16 forty right ones at once are all let in', async () => {
    const pages = await Promise.all(Array.from({ length: 40 }, () => guess('ada', 'lovelace')));

    expect(pages.map(({ status }) => status)).toEqual(Array<number>(40).fill(303));
  });

  it('S16 a right password ends the count of the name, and is none for the address', async () => {
    for (let round = 0; round < 3; round += 1) {
      await guessTimes(4, () => 'ada');
      expect((await guess('ada', 'lovelace')).status).toBe(303);
    }
  });

  it('S40 an address in front of what the proxy says changes nothing', async () => {
    await guessTimes(19, (at) => `name-${at}`, '192.0.2.1');
    const before = sent();

    for (let at = 0; at < 20; at += 1) {
      expect((await guess('ada', 'wrong', `10.0.0.${at}, 192.0.2.1`)).status).toBe(429);
    }
    expect(sent()).toBe(before);
  });

  it('S40 all addresses of one /56 count as one, another /56 does not', async () => {
    await guessTimes(19, (at) => `name-${at}`, '2001:db8:0:aa00::1');
    await demo.sandboxes.legacy.reset();

    expect((await guess('ada', 'lovelace', '2001:db8:0:aaff:9::2')).status).toBe(429);
    expect((await guess('ada', 'lovelace', '2001:db8:0:ab00::1')).status).toBe(303);
  });
});

describe('S40 where no proxy is trusted', () => {
  it('S40 the header is not looked at', async () => {
    const attempts: string[] = [];
    const demo = await openDemo();
    try {
      for (let at = 0; at < 20; at += 1) {
        const browser = demo.newBrowser();
        const form = await browser.get(FORM);
        const _csrf = /name="_csrf" value="([^"]*)"/.exec(form.body)?.[1] ?? '';
        const page = await browser.post(
          FORM,
          { _csrf, username: `name-${at}`, password: 'wrong' },
          { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': `192.0.2.${at}` },
        );
        attempts.push(String(page.status));
      }

      expect(attempts.filter((status) => status === '401')).toHaveLength(19);
      expect(attempts.at(-1)).toBe('429');
    } finally {
      await demo.close();
    }
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '20010db8000000'],
    ['2001:DB8:0:00ff:1:2:3:4', '20010db8000000'],
    ['2001:db8:0:100::', '20010db8000001'],
    ['fe80::1%eth0', 'fe800000000000'],
    ['::1', '00000000000000'],
    ['', ''],
  ])('S40 %s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('S16 the counts', () => {
  it('S16 are bounded, end by themselves, and name nobody', async () => {
    let now = 1e12;
    const storage = createMemoryStorage();
    const stores: { count(): Promise<number>; keys(): Promise<string[]> }[] = [];
    const attempts = createPasswordAttempts(
      (name, clock, bounds) => {
        const store = storage.createStore(name, clock, bounds) as never;
        stores.push(store);
        return store;
      },
      () => now,
    );
    for (let at = 0; at < 15_000; at += 1) {
      await attempts.begin(`name-${at}`, `host-${at}`);
      await attempts.settle(`name-${at}`, `host-${at}`, 'wrong');
    }

    expect(await stores[0]?.count()).toBe(20_000);
    expect((await stores[0]?.keys())?.join()).not.toMatch(/name-|host-/);
    now += 15 * 60_000;
    expect(await stores[0]?.count()).toBe(0);
  });
});
