import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { networkOf } from '../../src/http/address-network.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { FORM, guess, statusOf } from './support/guesses.ts';

describe('S16 guesses of a password in our form (RFC 6749 §4.3.2)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' });
  });
  beforeEach(() => demo.sandboxes.legacy.reset()); // it is the sandbox that counts
  afterAll(() => demo.close());

  /** Wrong ones of one visitor. */
  async function guessTimes(times: number, username: (at: number) => string, from?: string) {
    const visitor = demo.newBrowser();
    for (let at = 0; at < times; at += 1) {
      expect(statusOf(await guess(visitor, username(at), 'wrong', from))).toBe(401);
    }
    return visitor;
  }
  const tokens = async () => (await demo.sandboxes.legacy.tokens()).length;

  it('S16 the 6th bad try for a name is a 429 with Retry-After, the right password too', async () => {
    const visitor = await guessTimes(5, () => 'ada');

    const sixth = await guess(visitor, 'ada');
    const right = await guess(visitor, 'ada', 'lovelace', '198.51.100.7');

    for (const page of [sixth, right]) {
      expect(statusOf(page)).toBe(429);
      const wire = await visitor.get(page.link('On the wire'));
      const [, seconds] = /retry-after: (\d+)/i.exec(wire.text) ?? [];
      expect(Number(seconds)).toBeGreaterThan(890);
      expect(Number(seconds)).toBeLessThanOrEqual(900);
      expect(page.message()).toContain('It asks to wait for 15 minutes.');
      const again = await visitor.open(page.link('Try again'));
      expect(again.form('Send A').fields['set.password']).toBe('');
    }
    expect(await tokens()).toBe(0);
  });

  it('S60 guesses of one visitor, for a name or for many, keep no other visitor from signing in', async () => {
    await guessTimes(5, () => 'ada');
    await guessTimes(19, (at) => `name-${at}`, '198.51.100.7');

    for (const from of ['192.0.2.1', '198.51.100.7', '203.0.113.9']) {
      expect(statusOf(await guess(demo.newBrowser(), 'ada', 'lovelace', from))).toBe(200);
    }
  });

  it('S16 blocked tries make it no longer; after the window the right password is good', async () => {
    const { clock } = demo.sandboxes.legacy;
    const visitor = await guessTimes(1, () => 'ada');
    clock.advance('10 minutes'); // the window runs from the first bad try
    for (let at = 0; at < 4; at += 1) await guess(visitor, 'ada');
    clock.advance('4 min');
    clock.advance('30 s');
    const blocked = await guess(visitor, 'ada', 'lovelace');
    clock.advance('31 s');

    expect(statusOf(blocked)).toBe(429);
    expect(blocked.message()).toMatch(/It asks to wait for [23]\d seconds\./);
    expect(statusOf(await guess(visitor, 'ada', 'lovelace'))).toBe(200);
  });

  it('S16 the 20th bad try of a visitor is a 429, whoever is named', async () => {
    const visitor = await guessTimes(19, (at) => `name-${at}`);

    expect(statusOf(await guess(visitor, 'ada', 'lovelace'))).toBe(429);
  });

  it('S16 a name that nobody has is counted like one that somebody has: same status, same words', async () => {
    const answers = async (username: string) => {
      const visitor = demo.newBrowser();
      const pages: unknown[] = [];
      for (let at = 0; at < 6; at += 1) {
        const page = await guess(visitor, username);
        const words = page.root.querySelector('.failure')?.textContent.replace(/\d+ minutes/, '');
        expect(words).toMatch(/status 4\d\d|did not accept/);
        pages.push({ status: statusOf(page), words });
      }
      return pages;
    };

    expect(await answers('nobody-at-all')).toEqual(await answers('bruno'));
  });

  it('S16 forty tries at once are forty tries', async () => {
    const visitor = demo.newBrowser();
    const { action, fields } = (await visitor.open(FORM)).form('Send A');
    const filledIn = { ...fields, run: '99', 'set.username': 'ada', 'set.password': 'wrong' };

    // Of no run that is known, each from a form of its own: each begins one.
    const tries = Array.from({ length: 40 }, () => ({ ...filledIn, mark: randomUUID() }));
    await Promise.all(tries.map((one) => visitor.post(action, one)));

    const statuses = demo.sandboxes.legacy.requests.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(35);
  });

  it('S16 a right password ends the count of the name', async () => {
    const visitor = demo.newBrowser();
    for (let round = 0; round < 3; round += 1) {
      for (let at = 0; at < 4; at += 1) {
        expect(statusOf(await guess(visitor, 'ada'))).toBe(401);
      }
      expect(statusOf(await guess(visitor, 'ada', 'lovelace'))).toBe(200);
    }
  });
});

describe('S40 a new visitor for every guess', () => {
  let demo: TestDemo;
  afterEach(() => demo.close());

  /** At the token endpoint itself, where no visitor is known. */
  async function guessFrom(from: string): Promise<number> {
    const [client] = demo.sandboxes.legacy.clients;
    const credentials = Buffer.from(`${client?.clientId}:${client?.clientSecret}`).toString(
      'base64',
    );
    const page = await demo
      .newBrowser()
      .post(
        '/sandbox/legacy/site/oauth2/access_token',
        { grant_type: 'password', username: `name-${Math.random()}`, password: 'wrong' },
        { Authorization: `Basic ${credentials}`, 'X-Forwarded-For': from },
      );
    return page.status;
  }
  async function useUp(from: string) {
    for (let at = 0; at < 19; at += 1) expect(await guessFrom(from)).toBe(401);
  }

  it('S40 an address in front of what the proxy says changes nothing', async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' });
    await useUp('192.0.2.1');

    for (let at = 0; at < 20; at += 1) expect(await guessFrom(`10.0.0.${at}, 192.0.2.1`)).toBe(429);
  });

  it('S40 all addresses of one /56 count as one, another /56 does not', async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' });
    await useUp('2001:db8:0:aa00::1');

    expect(await guessFrom('2001:db8:0:aaff:9::2')).toBe(429);
    expect(await guessFrom('2001:db8:0:ab00::1')).toBe(401);
    expect(await guessFrom('192.0.2.1')).toBe(401);
  });

  it('S40 where no proxy is trusted, the header is not looked at', async () => {
    demo = await openDemo();
    await useUp('192.0.2.1');

    expect(await guessFrom('192.0.2.2')).toBe(429);
  });
});

describe('The network of an address', () => {
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
