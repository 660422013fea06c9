/** With the keyboard alone: the focus is always seen, Send and the token are near, and nothing holds it. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeFocus } from './inspection.ts';
import { field, resultOf, send, statusOf } from './person.ts';
import { openRoom } from './support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const MOST_STOPS = 25;
const STOPS_TO_SEND = 8;

const room = openRoom();

/** A page that is still coming takes the focus back. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  if (!page.url().endsWith('#stage')) return;
  await page.waitForFunction('document.activeElement?.id === "message-title"');
}

/** @returns How often Tab was pressed. */
async function tabTo(page: Page, name: string | RegExp): Promise<number> {
  await settle(page);
  for (let presses = 1; presses <= 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await describeFocus(page);
    expect(focus).toEqual({ ...focus, isMarked: true });
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return presses;
  }
  throw new Error(`Tab never comes to “${name}”.`);
}

/** @returns How often Tab was pressed until then. */
async function press(page: Page, name: string | RegExp): Promise<number> {
  const stops = await tabTo(page, name);
  await page.keyboard.press('Enter');
  return stops;
}

describe('With the keyboard alone', () => {
  it('client credentials: at most 25 stops from the landing page to the token, the focus always visible', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/');
    let stops = await press(page, 'Skip to the content');
    stops += await press(page, /^Run it ?: Client credentials$/);
    await resultOf(page).waitFor();

    expect(stops).toBeLessThanOrEqual(MOST_STOPS);
    await press(page, 'Show');
    await page.getByRole('link', { name: 'Hide' }).waitFor();
  });

  it('authorization code: at most 25 stops from the landing page to the token, by way of the sandbox', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/');
    let stops = await press(page, 'Skip to the content');
    stops += await press(page, /^Run it ?: Authorization code$/);
    await page.getByRole('button', { name: 'Ada Example' }).waitFor();
    stops += await press(page, /Ada Example/);
    await page.getByRole('button', { name: 'Grant access' }).waitFor();
    stops += await press(page, 'Grant access');
    await resultOf(page).waitFor();

    expect(stops).toBeLessThanOrEqual(MOST_STOPS);
  });

  it.each(['authorization-code', 'resource-owner-password', 'client-credentials'])(
    '%s: from the heading of the message, Send is at most 8 stops away',
    async (slug) => {
      const page = await room.newPage(DESK);
      await page.goto(`/${slug}/authorize?pace=step`);
      await page.waitForFunction('document.activeElement?.id === "message-title"');

      const stops = await press(page, 'Skip to what is next');
      await page.waitForURL('**#next');

      expect(stops + (await tabTo(page, 'Send A'))).toBeLessThanOrEqual(STOPS_TO_SEND);
    },
  );

  it.each(['/authorization-code', '/authorization-code/authorize?pace=step'])(
    'no trap: Tab goes through all of %s and leaves it',
    async (path) => {
      const page = await room.newPage(DESK);
      await page.goto(path);
      await page.evaluate('document.activeElement.blur(), scrollTo(0, 0)');
      const stops = await page.evaluate<number>(COUNT_STOPS);

      const seen = new Set<string>();
      for (let presses = 0; presses < stops + 5; presses += 1) {
        await page.keyboard.press('Tab');
        seen.add((await describeFocus(page)).name);
      }

      expect(seen).toContain('RFC 9700'); // the last link of the page
    },
  );

  it('goes along the diagram with the arrow keys', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/client-credentials/authorize?pace=step');
    await send(page, 'A');
    await statusOf(page).getByText('Paused before the API call.').waitFor();
    const arrows = page.locator('.diagram').getByRole('link');
    await arrows.first().focus();

    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
      /^B, /,
    );
    await page.keyboard.press('Enter');

    await page.waitForURL('**step=B#stage');
  });

  it('chooses a call of the API, fills it in, and sends it', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/client-credentials/authorize?pace=through');
    await resultOf(page).waitFor();
    await press(page, 'Explore the API');
    await page.waitForURL('**call=user#stage');
    await press(page, 'Repositories of a workspace');
    await page.waitForURL('**call=repositories#stage');

    await page.getByLabel('pagelen', { exact: true }).focus();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await statusOf(page).getByText('Call 1 is answered.').waitFor();
    await press(page, 'Next page');

    await statusOf(page).getByText('Call 2 is answered.').waitFor();
    expect(await page.getByText('4 to 6 of 26').count()).toBe(1);
  });

  it('signs in at the sandbox and grants access', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/authorization-code/authorize?server=sandbox-current');

    await field(page, 'Username').focus();
    await page.keyboard.type('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('lovelace');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Grant access' }).waitFor();
    await press(page, 'Grant access');

    await resultOf(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/authorization-code');
  });
});

/** What can take the focus, at the most. */
const COUNT_STOPS = `document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]').length`;
