/** Mistakes made on purpose, one of each step, by clicking: set from the menu, sent, looked at, mended. */
import { describe, expect, it } from '@jest/globals';
import { findFlawsAtAGlance } from './inspection.ts';
import { chooseToBe, decide, messageOf, send, statusOf } from './person.ts';
import { breakIt, expectFailed, openAtA, openAtD } from './break-it.ts';
import { openRoom } from './support.ts';

const room = openRoom();
describe('“Break it”, by clicking', () => {
  it('A: an unknown client leads to a page of the server, which leads back; mended, the run goes on', async () => {
    const page = await openAtA(room);
    await breakIt(page, 'An unknown client');
    await send(page, 'A');
    await page.getByRole('heading', { name: 'Invalid client_id' }).waitFor();
    await page.getByRole('link', { name: 'Back to the run' }).click();

    await statusOf(page).getByText('It was sent, and nothing came back.').waitFor();
    await expectFailed(page, 'A');
    await page.locator('.verdict').getByText('Fix').waitFor();
    await page.locator('.run__end').getByText('nothing came back').waitFor();
    expect(await page.locator('.row--next').count()).toBe(0);
    expect(await findFlawsAtAGlance(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mend and send again' }).click();
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');
    await statusOf(page).getByText('Paused before D.').waitFor();
  });

  it('D: undone, then made, and mended, by keyboard', async () => {
    const page = await openAtD(room);
    await page.locator('.actions__break > summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await statusOf(page).getByText('One mistake is set.').waitFor();
    await messageOf(page).getByRole('button', { name: /^Undo/ }).press('Enter');
    await statusOf(page).getByText('It has not left yet.').waitFor();

    await breakIt(page, 'A wrong secret');
    await send(page, 'D');
    await expectFailed(page, 'D');
    expect(await findFlawsAtAGlance(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mend and send again' }).click();
    await page.getByRole('heading', { name: 'The tokens arrive' }).waitFor();
  });
});
