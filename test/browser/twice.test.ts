/** What people do without thinking: reload, Back, click twice, open a second tab. None of it does harm. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { decide, messageOf, resultOf, runGrant, send, statusOf } from './person.ts';
import { decideUnheard, expectResult, goToConsent, tokenRequests } from './second-time.ts';
import { openRoom } from './support.ts';

const room = openRoom();

/** The address that the authorization server sent the browser to, with code and state. */
function lastCallbackUrl(): string {
  const url = room.requests
    .map((request) => request.url())
    .findLast((one) => /oauth-callback\?/.test(one));
  expect(url).toContain('code=');
  return url ?? '';
}

describe('Reload, Back and old addresses', () => {
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

  it('R24 S04 meets an old callback address with a gentle notice, the result intact', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests(room).length;

    await page.goto(lastCallbackUrl());

    await messageOf(page).getByText('was used before').waitFor();
    expect(page.url()).not.toContain('code=');
    await expectResult(page);
    expect(tokenRequests(room)).toHaveLength(before);
  });

  it('S03 refuses the callback address in another browser, where the first may still use it', async () => {
    const [mine, theirs] = [await room.newPage(), await room.newPage()];
    const before = tokenRequests(room).length;
    await goToConsent(mine, 'authorization-code', 'current');
    const address = await decideUnheard(mine);

    await theirs.goto(address);

    await theirs.getByRole('heading', { name: 'This browser has no run under way' }).waitFor();
    expect(tokenRequests(room)).toHaveLength(before);
    await mine.goto(address);
    await expectResult(mine);
  });
});

describe('Two clicks', () => {
  it('R23 bring one outcome on Grant access', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests(room).length;

    await page.getByRole('button', { name: 'Grant access' }).dblclick({ noWaitAfter: true });

    await expectResult(page);
    expect(tokenRequests(room).length - before).toBe(1);
  });

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
  async function pauseAtA(page: Page, slug = 'client-credentials'): Promise<void> {
    await page.goto(`/${slug}`);
    await page.getByRole('link', { name: 'Step by step' }).first().click();
    await statusOf(page).getByText('Paused before A.').waitFor();
  }

  it('R23 is sent once, by two clicks', async () => {
    const page = await room.newPage();
    await pauseAtA(page);
    const before = tokenRequests(room).length;

    await page.getByRole('button', { name: 'Send A' }).dblclick();

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it('R24 is its record after Back, which cannot be sent again', async () => {
    const page = await room.newPage();
    await pauseAtA(page);
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
    await pauseAtA(page);

    const before = tokenRequests(room).length;

    await page.reload();
    expect(tokenRequests(room)).toHaveLength(before);
    await send(page, 'A');

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room)).toHaveLength(before + 1);
  });

  it('R25 is sent by one of two tabs; the other is shown what came of it', async () => {
    const context = await room.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await pauseAtA(one);
    await two.goto(one.url());
    const before = tokenRequests(room).length;

    await send(one, 'A');
    await statusOf(one).getByText('Paused before the API call.').waitFor();
    await send(two, 'A');

    await statusOf(two).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it('is sent without a script as well, changed, and to the end', async () => {
    const page = await room.newPage({ javaScriptEnabled: false });
    await pauseAtA(page);
    await page.getByRole('textbox', { name: 'grant_type' }).fill('magic');
    await send(page, 'A');
    await statusOf(page).getByText('The token endpoint refused').waitFor();
    expect(await messageOf(page).innerText()).toContain('It was client_credentials');

    await pauseAtA(page);
    await page.getByRole('button', { name: 'Run to the end' }).click();

    await resultOf(page).waitFor();
  });
});

describe('Two tabs', () => {
  it('R25 finish the flows of two grants in reverse order', async () => {
    const context = await room.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await goToConsent(one, 'authorization-code', 'current');
    await goToConsent(two, 'implicit', 'legacy');

    await decide(two, 'Grant access');
    await statusOf(two).getByText('The API took it.').waitFor();
    await decide(one, 'Grant access');

    await expectResult(one);
  });
});
