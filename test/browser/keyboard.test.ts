/** With the keyboard alone: the focus is always seen, Send and the token are near, and nothing holds it. */
import { describe, expect, it } from '@jest/globals';
import { expectLandedAt } from './landing.ts';
import { resultOf, send, statusOf } from './person.ts';
import { press } from './tab.ts';
import { openRoom } from './support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };
const MOST_STOPS = 25;

const room = openRoom();

describe('With the keyboard alone', () => {
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

  it('goes along the diagram with the arrow keys', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/client-credentials/authorize?pace=step');
    await send(page, 'A');
    await statusOf(page).getByText('Paused before the API call.').waitFor();
    await expectLandedAt(page, 'client-credentials', 'B'); // where its script has put the focus
    const arrows = page.locator('.diagram').getByRole('link');
    await arrows.first().focus();

    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(
      /^B, /,
    );
    await page.keyboard.press('Enter');

    await page.waitForURL('**step=B#stage');
  });
});
