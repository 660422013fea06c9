/** “Export” on a phone, where it is a page of its own, and the link to share. */
import { describe, expect, it } from '@jest/globals';
import { findFlaws } from '../inspection.ts';
import { openRoom } from '../support.ts';

const RUN = '/client-credentials/authorize?server=sandbox-current&pace=through';

describe('A run, taken along', () => {
  const room = openRoom();

  it('is without flaws with its menu open', async () => {
    const page = await room.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(RUN);
    await page.locator('.actions__take > summary').click();

    expect(await findFlaws(page)).toEqual([]);
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
