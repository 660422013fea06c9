/** What people do without thinking: reload, Back, click twice, open a second tab. None of it does harm. More is in `thorough`. */
import { describe, expect, it } from '@jest/globals';
import { runGrant, send, statusOf } from './person.ts';
import { expectResult, pauseBeforeA, tokenRequests } from './second-time.ts';
import { openRoom } from './support.ts';

const room = openRoom();

describe('Reload and Back', () => {
  it('R24 keeps the result when its page is reloaded, without another token request', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests(room).length;

    await page.reload();

    await expectResult(page);
    expect(tokenRequests(room)).toHaveLength(before);
  });

  it('R24 survives Back from the result: the request was answered, and the result stays', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests(room).length;

    await page.goBack(); // the consent page
    await page.getByRole('heading', { name: 'You have already answered' }).waitFor();
    await page.goForward();

    await expectResult(page);
    expect(tokenRequests(room)).toHaveLength(before);
  });
});

describe('Two clicks', () => {
  it('R23 takes two clicks on Refresh without harm', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests(room).length;

    await page.getByRole('button', { name: 'Refresh', exact: true }).dblclick();

    await statusOf(page).getByText('The token is new.').waitFor();
    expect(tokenRequests(room).length - before).toBe(1);
    expect(tokenRequests(room).every(({ status }) => status === 200)).toBe(true);
    await page.getByRole('button', { name: 'Call the API again' }).click();
    await expectResult(page);
  });
});

describe('A message that waits', () => {
  it('R23 is sent once, by two clicks', async () => {
    const page = await room.newPage();
    await pauseBeforeA(page);
    const before = tokenRequests(room).length;

    await page.getByRole('button', { name: 'Send A' }).dblclick();

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it('R25 is sent by one of two tabs; the other is shown what came of it', async () => {
    const context = await room.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await pauseBeforeA(one);
    await two.goto(one.url());
    const before = tokenRequests(room).length;

    await send(one, 'A');
    await statusOf(one).getByText('Paused before the API call.').waitFor();
    await send(two, 'A');

    await statusOf(two).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room).length - before).toBe(1);
  });
});
