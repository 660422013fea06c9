/** Many passwords in our form at once, and some that are held back: nobody is kept waiting, and nobody is refused. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { guess, statusOf } from './support/guesses.ts';

describe('S16 many passwords in our form at once', () => {
  let demo: TestDemo;
  afterEach(() => demo.close());

  it('R30 guesses that a fault holds back make no other visitor wait', async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' }, { exchangeMs: 3_000 });
    const slow = demo.newBrowser();
    await guess(slow, 'ada', 'lovelace');
    await slow.submit(await slow.get('/sandbox'), '[action="/sandbox/faults"]', {
      fault: 'hang',
      endpoint: 'token',
      era: 'legacy',
      times: '15',
    });
    const hanging = Array.from({ length: 15 }, () => guess(slow, 'ada').catch(() => undefined));

    const begun = performance.now();
    const page = await guess(demo.newBrowser(), 'ada', 'lovelace');

    expect(statusOf(page)).toBe(200);
    expect(performance.now() - begun).toBeLessThan(8_000); // once it was three of their timeouts, in one queue for all
    await Promise.all(hanging);
  });

  it('S16 forty right ones at once are all let in', async () => {
    demo = await openDemo({ TRUSTED_PROXIES: '1' });
    const pages = await Promise.all(
      Array.from({ length: 40 }, () => guess(demo.newBrowser(), 'ada', 'lovelace')),
    );

    expect(pages.map(statusOf)).toEqual(Array<number>(40).fill(200));
  });
});
