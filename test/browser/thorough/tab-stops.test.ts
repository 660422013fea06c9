/** How far it is with Tab from one place of a page to another, and that no place holds who goes there. */
import { describe, expect, it } from '@jest/globals';
import { describeFocus } from '../inspection.ts';
import { field, resultOf, statusOf } from '../person.ts';
import { openRoom } from '../support.ts';
import { press, tabTo } from '../tab.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const MOST_STOPS = 25;
const STOPS_TO_SEND = 8;

/** What can take the focus, at the most. */
const COUNT_STOPS = `document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]').length`;

const room = openRoom();

describe('With Tab alone', () => {
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

  it('chooses a call of the API, fills it in, and sends it', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/client-credentials/authorize?pace=through');
    await resultOf(page).waitFor();
    await press(page, 'Explore the API');
    await page.waitForURL('**call=user#stage');
    await press(page, 'Repositories of a workspace');
    await page.waitForURL('**call=repositories#call');

    await page.getByLabel('pagelen', { exact: true }).focus();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await statusOf(page).getByText('Call 1 is answered.').waitFor();
    await press(page, 'Next page');

    await statusOf(page).getByText('Call 2 is answered.').waitFor();
    expect(await page.getByText('4 to 6 of 26').count()).toBe(1);
  });

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
