import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import { behave, openLiveDemo, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';

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
    const patient = await openLiveDemo({}, { exchangeMs: 150 });
    try {
      patient.bitbucket.on('/2.0/user', { fault: 'drip' });
      const askedAt = Date.now();

      const page = await patient.newBrowser().open(START);

      expect(page.status).toBe(200);
      expect(Date.now() - askedAt).toBeLessThan(5_000);
      expect(textOf(page)).toContain('took too long to answer');
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
    await demo.newBrowser().get(START); // what is loaded once is loaded
    demo.bitbucket.on(TOKEN_PATH, answer);

    const growth = await growthOf(async () => {
      const page = await demo.newBrowser().get(START);
      expect(page.status).toBe(502);
      expect(textOf(page)).toMatch(words);
    });

    expect(growth).toBeLessThan(20);
  });

  it.each(LARGE)('R06 %s from the API: refused, and the page goes on', async (...one) => {
    const [, answer, words] = one;
    demo.bitbucket.on('/2.0/user/emails', answer);

    const page = await demo.newBrowser().open(START);

    expect(page.status).toBe(200);
    expect(page.body).toContain('Live Person');
    expect(textOf(page)).toMatch(words);
  });

  it('R06 a megabyte less a bit is taken', async () => {
    const padded = JSON.stringify(TOKEN_ANSWER).padEnd(MB - 1_000);
    demo.bitbucket.on(TOKEN_PATH, { ...json({}), body: padded });

    expect((await demo.newBrowser().open(START)).body).toContain('Live Person');
  });
});
