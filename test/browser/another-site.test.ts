/**
 * The authorization server on another site, as bitbucket.org is: what the content security policy, CORS and the
 * cookie's SameSite have to let through. On the embedded sandbox everything is 'self', and would pass without them.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { chooseToBe, decide, openRoom, resultOf } from './support.ts';

const current = await openDistantSandbox('current');
const legacy = await openDistantSandbox('legacy');
afterAll(() => Promise.all([current.close(), legacy.close()]));

async function run(page: Page, slug: string, button: RegExp): Promise<void> {
  await page.goto(`/${slug}`);
  await page.getByRole('link', { name: button }).click();
  await chooseToBe(page, 'Ada Example');
}

async function expectResult(page: Page): Promise<void> {
  await resultOf(page).getByText('26 of the workspace analytical-engines').waitFor();
  expect(await page.getByRole('row', { name: 'Display name Ada Example' }).count()).toBe(1);
}

describe('Authorization code, with the current era on another site', () => {
  const room = openRoom(current.env, [current.url]);

  it('S28 comes back from the consent form with a code, and the session cookie with it', async () => {
    const page = await room.newPage();
    await run(page, 'authorization-code', /^Run it on localhost/);

    await decide(page, 'Grant access');

    await expectResult(page);
    expect(new URL(page.url()).origin).toBe(room.url);
  });
});

describe('Implicit, with the legacy era on another site', () => {
  const room = openRoom(legacy.env, [legacy.url]);

  it('S28 comes back with the token, and the script may call the API over there', async () => {
    const page = await room.newPage();
    await run(page, 'implicit', /^Try it anyway on localhost/);

    await decide(page, 'Grant access');

    await expectResult(page);
    expect(new URL(page.url()).origin).toBe(room.url);
  });
});
