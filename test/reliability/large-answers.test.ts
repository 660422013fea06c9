import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { behave, openLiveDemo, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';
import { readStage } from '../support/stage.ts';

const START = '/client-credentials/authorize';
const MB = 1024 * 1024;
const GZIP = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' };
const SPACES = Buffer.alloc(50 * MB, ' ');

describe('An answer that is too much', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({}, { exchangeMs: 3_000 });
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  it('R02 an API that drips is waited for no longer than the limit; the page goes on', async () => {
    const patient = await openLiveDemo({}, { exchangeMs: 600 });
    try {
      patient.bitbucket.on('/2.0/user', { fault: 'drip' });
      const askedAt = Date.now();

      const page = await patient.newBrowser().open(START);

      expect(page.status).toBe(200);
      expect(Date.now() - askedAt).toBeLessThan(5_000);
      expect(page.message()).toContain('took too long to answer');
    } finally {
      await patient.close();
    }
  });

  /** How much more this process holds at the most while the work is done. */
  async function growthOf(work: () => Promise<unknown>): Promise<number> {
    const before = process.memoryUsage().rss;
    let most = before;
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 1);
    await work().finally(() => clearInterval(look));
    return (most - before) / MB;
  }

  const LARGE: readonly [what: string, answer: Answer, words: RegExp][] = [
    ['50 MB', { body: SPACES }, /sent more than 1 MB/],
    ['50 MB of JSON in 50 kB of gzip', { headers: GZIP, body: gzipSync(SPACES) }, /cannot be read/],
    [
      'a content encoding of 2,000 layers',
      {
        headers: { ...GZIP, 'Content-Encoding': Array<string>(2_000).fill('gzip').join() },
        body: gzipSync('{}'),
      },
      /cannot be read/,
    ],
    [
      'a content encoding of 5,000 layers',
      {
        headers: { ...GZIP, 'Content-Encoding': Array<string>(5_000).fill('gzip').join() },
        body: gzipSync('{}'),
      },
      /cannot be read/,
    ],
  ];

  it.each(LARGE)('R06 %s from the token endpoint: cut off, and little memory', async (...one) => {
    const [, answer, words] = one;
    await demo.newBrowser().open(START); // what is loaded once is loaded
    demo.bitbucket.on(TOKEN_PATH, answer);

    const growth = await growthOf(async () => {
      const page = await demo.newBrowser().open(START);
      expect(page.step('A').state).toBe('failed');
      expect(page.message()).toMatch(words);
    });

    expect(growth).toBeLessThan(20);
  });

  it.each(LARGE)('R06 %s from the API: refused, and the page goes on', async (...one) => {
    const [, answer, words] = one;
    demo.bitbucket.on('/2.0/user/emails', answer);

    const page = await demo.newBrowser().open(START);

    expect(page.status).toBe(200);
    expect(page.message()).toContain('Live Person');
    expect(page.message()).toMatch(words);
  });

  const DEEP: readonly [what: string, body: string][] = [
    [
      '3,500 brackets round 60,000 ones',
      `${'['.repeat(3_500)}1${',1'.repeat(59_999)}${']'.repeat(3_500)}`,
    ],
    ['a million opening brackets', '['.repeat(1e6)],
    ['half a million brackets in each other', '['.repeat(5e5) + ']'.repeat(5e5)],
    ['objects in each other', `${'{"error":'.repeat(1e5)}1${'}'.repeat(1e5)}`],
    ['a million characters of one name', `{"${'n'.repeat(1e6)}":1}`],
    ['300,000 numbers', `[${'1,'.repeat(3e5)}1]`],
  ];

  it.each(DEEP)('R06 %s: pages of the run and its exchanges, and little memory', async (...one) => {
    const [, body] = one;
    const browser = demo.newBrowser();
    demo.bitbucket.on('/2.0/user', { ...json({}), body });
    demo.bitbucket.on('/2.0/user/emails', { ...json({}, 403), body });
    demo.bitbucket.on(TOKEN_PATH, json(TOKEN_ANSWER));
    await browser.open(START);

    const growth = await growthOf(async () => {
      const page = await browser.open('/client-credentials');
      expect(page.announcement()).toContain('You have an access token');
      expect(page.body.length).toBeLessThan(100_000);
      const pages = await readStage(browser, '/client-credentials');
      expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
      expect(pages.filter(({ url }) => url.includes('view=wire'))).toHaveLength(3); // A, B, API
      for (const shown of pages) expect(shown.body.length).toBeLessThan(800_000);
    });

    expect(growth).toBeLessThan(60);
  });

  it.each(DEEP)('R06 %s from the token endpoint: an answer that cannot be used', async (...one) => {
    const [, body] = one;
    demo.bitbucket.on(TOKEN_PATH, { ...json({}), body });

    const page = await demo.newBrowser().open(START);

    expect(page.step('A').state).toBe('failed');
    expect(page.message()).toContain('An unexpected answer');
  });

  it('R06 a megabyte less a bit is taken', async () => {
    const padded = JSON.stringify(TOKEN_ANSWER).padEnd(MB - 1_000);
    demo.bitbucket.on(TOKEN_PATH, { ...json({}), body: padded });

    expect((await demo.newBrowser().open(START)).message()).toContain('Live Person');
  });
});
