/** “Export” in a real browser: by keyboard, on a phone, and the link that is shared. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { findFlaws } from './inspection.ts';
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
    expect(await findFlaws(page)).toEqual([]); // with the menu open
  });

  it('is a page on a phone, where the link to share stands as well', async () => {
    const page = await room.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(RUN);
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('link', { name: 'Export' }).click();
    await page.getByRole('heading', { name: 'Run it on your own server' }).waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);

    await page.getByRole('link', { name: /server=sandbox-current&step=API$/ }).click();

    await page.getByText('You were sent a link to this').waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('#next').getByRole('link', { name: 'Run it, and look at API' }).click();
    await page.waitForURL(/run=2&step=API/);
    await page.goBack();
    await page.getByText('You were sent a link to this').waitFor();
  });
});
