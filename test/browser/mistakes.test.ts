/** A mistake made on purpose, by clicking: set from the menu, undone, sent, looked at, mended. Further ones are in `thorough`. */
import { describe, expect, it } from '@jest/globals';
import { findFlawsAtAGlance } from './inspection.ts';
import { messageOf, send, statusOf } from './person.ts';
import { breakIt, expectFailed, openAtD } from './break-it.ts';
import { openRoom } from './support.ts';

const room = openRoom();
describe('“Break it”, by clicking', () => {
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
