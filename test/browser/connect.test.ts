/** `/connect`: by links alone, with script and without. */
import { describe, expect, it } from '@jest/globals';
import { statusOf } from './person.ts';
import { openRoom } from './support.ts';

const DESK = { viewport: { width: 1440, height: 900 } };

describe('/connect in a browser', () => {
  const room = openRoom();

  it('leads without script, in three clicks and one, to the first request of the grant', async () => {
    const page = await room.newPage({ ...DESK, javaScriptEnabled: false });
    await page.goto('/connect');
    for (const name of [/^A person/, /^On a server/, /^Yes/]) {
      await page.getByRole('link', { name }).click();
    }
    await page.getByRole('link', { name: 'Run it on the stage' }).click();

    await statusOf(page).getByText('Paused before A.').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2);
  });
});
