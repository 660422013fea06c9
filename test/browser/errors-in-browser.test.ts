import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { goOn, openRoom } from './support.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

const widthOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

describe('S27 The errors in a browser', () => {
  const room = openRoom();

  it('are found from the header, by Enter, without script', async () => {
    const page = await room.newPage({
      viewport: { width: 1440, height: 900 },
      javaScriptEnabled: false,
    });
    await page.goto('/implicit');
    await page.getByRole('textbox', { name: 'Paste an error' }).fill('Invalid pagelen');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'One match' }).waitFor();
    expect(page.url()).toBe(`${room.demo.url}/errors`);
    expect(await page.context().cookies()).toEqual([]);
  });

  it('are found from the landing page on a phone, without script, and lead on to the stage', async () => {
    const page = await room.newPage({ ...PHONE, javaScriptEnabled: false });
    await page.goto('/');
    await page
      .getByRole('textbox', { name: 'The error, as it came' })
      .fill('Cannot use client_credentials with a consumer marked as "public"');
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByRole('link', { name: 'Run into it' }).click();

    await page.getByText('Wrong on purpose: A public consumer.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/client-credentials');
  });

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

  it('are a list of six screens at the most on a phone, of which each can be hit', async () => {
    const page = await room.newPage(PHONE);
    await page.goto('/errors');
    const screens = await page.evaluate<number>(
      'document.documentElement.scrollHeight / innerHeight',
    );
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.failures__list a')].map((one) => one.offsetHeight)`,
    );

    expect(screens).toBeLessThan(6.2); // fonts differ
    expect(heights.filter((height) => height < 24)).toEqual([]); // WCAG 2.2 §2.5.8
  });
});
