/** “Export” in a real browser: by keyboard, on a phone, and the link that is shared. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openRoom } from './support.ts';

const RUN = '/client-credentials/authorize?server=sandbox-current&pace=through';

describe('A run, taken along', () => {
  const room = openRoom();

  it('comes as a file by the keyboard alone', async () => {
    const page = await room.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(RUN);
    const summary = page.locator('.actions__take > summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press('Enter'),
    ]);

    expect(download.suggestedFilename()).toBe('client-credentials-run-1.har');
    expect(await readFile(await download.path(), 'utf8')).toContain('"version": "1.2"');
  });
});
