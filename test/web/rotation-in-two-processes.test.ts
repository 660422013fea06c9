/** The rehearsal of rotation, run in one process and shown in another. */
import { expect, it } from '@jest/globals';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/page.ts';
import { describeWithRedis, redisNote } from '../support/redis.ts';
import { openTwoProcesses } from '../support/two-processes.ts';

const outcome = (page: Page) =>
  (page.root.querySelector('#outcome')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describeWithRedis(`/rotation, over two processes on one Redis${redisNote}`, () => {
  it('shows in the one what was run in the other', async () => {
    const both = await openTwoProcesses();
    try {
      const browser = new Browser(both.publicUrl);
      const page = await browser.follow(
        await (await browser.get('/rotation')).form('Run it').submit({ workers: 'lock' }),
      );

      const shown = [await browser.get(page.url), await browser.get(page.url)]; // one of each process
      expect(shown.map(outcome)).toEqual([outcome(page), outcome(page)]);
      expect(outcome(page)).toContain('Nobody is signed out.');
    } finally {
      await both.close();
    }
  });
});
