/** A message that waits to be sent: left, come back to, and changed where there is no script. */
import { describe, expect, it } from '@jest/globals';
import { messageOf, resultOf, send, statusOf } from '../person.ts';
import { pauseBeforeA, tokenRequests } from '../second-time.ts';
import { openRoom } from '../support.ts';

const room = openRoom();

describe('A message that waits', () => {
  it('R24 is its record after Back, which cannot be sent again', async () => {
    const page = await room.newPage();
    await pauseBeforeA(page);
    await send(page, 'A');
    await page.waitForURL('**step=B#stage');
    const before = tokenRequests(room).length;

    await page.goBack();

    await messageOf(page)
      .getByText(/^sent at \d\d:\d\d/)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Send A' }).count()).toBe(0);
    expect(tokenRequests(room)).toHaveLength(before);
  });

  it('R24 waits still after a reload', async () => {
    const page = await room.newPage();
    await pauseBeforeA(page);

    const before = tokenRequests(room).length;

    await page.reload();
    expect(tokenRequests(room)).toHaveLength(before);
    await send(page, 'A');

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room)).toHaveLength(before + 1);
  });

  it('is sent without a script as well, changed, and to the end', async () => {
    const page = await room.newPage({ javaScriptEnabled: false });
    await pauseBeforeA(page);
    await page.getByRole('textbox', { name: 'grant_type' }).fill('magic');
    await send(page, 'A');
    await statusOf(page).getByText('The token endpoint refused').waitFor();
    expect(await messageOf(page).innerText()).toContain('It was client_credentials');

    await pauseBeforeA(page);
    await page.getByRole('button', { name: 'Run to the end' }).click();

    await resultOf(page).waitFor();
  });
});
