/** The way to the errors in the header, at each width that it has a form of. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { goOn, openRoom } from '../support.ts';

const widthOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

describe('S27 The errors in a browser', () => {
  const room = openRoom();

  it('have their field in the header from 1280 px on, and below that a way to it beside the menu', async () => {
    const visitor = room.demo.newBrowser();
    await visitor.open('/client-credentials/authorize?server=sandbox-current&pace=through');
    const page = await room.newPage();
    await goOn(page, room, visitor); // with a session there is one button more
    const field = page.getByRole('textbox', { name: 'Paste an error' });
    const link = page.getByRole('link', { name: 'Find an error by its text' });
    for (const [width, isWide] of [
      [1920, true],
      [1440, true],
      [1280, true],
      [1279, false],
      [360, false],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/errors');

      expect([width, await field.isVisible(), await link.isVisible()]).toEqual([
        width,
        isWide,
        !isWide,
      ]);
      expect([width, await widthOf(page)]).toEqual([width, 0]);
      const header = await page.locator('.site-header').boundingBox();
      expect([width, header?.height]).toEqual([width, 53]);
    }
  });
});
