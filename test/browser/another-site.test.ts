/**
 * The authorization server on another site, as bitbucket.org is: what the content security policy, CORS and the
 * cookie's SameSite have to let through. On the embedded sandbox everything is 'self', and would pass without them.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { chooseServer, chooseToBe, decide, nextPageOf, rowsOf, send, statusOf } from './person.ts';
import { openRoom } from './support.ts';

const current = await openDistantSandbox('current');
const legacy = await openDistantSandbox('legacy');
afterAll(() => Promise.all([current.close(), legacy.close()]));

/** (A) is a form of ours that redirects to the other site: the policy of its page lets it. */
async function sendA(page: Page, slug: string, person = 'Ada Example'): Promise<void> {
  await page.goto(`/${slug}`);
  await chooseServer(page, 'localhost');
  await send(page, 'A');
  await chooseToBe(page, person);
}

async function expectResult(page: Page, person = 'Ada Example'): Promise<void> {
  await nextPageOf(page).waitFor();
  const rows = await rowsOf(page);
  expect(rows).toMatch(new RegExp(`^Display name\\s+${person}$`, 'm'));
  expect(rows).toContain('difference-engine');
}

describe('Authorization code, with the current era on another site', () => {
  const room = openRoom(current.env, [current.url]);

  it('S28 comes back from the consent form with a code, and the session cookie with it', async () => {
    const page = await room.newPage();
    await page.goto('/authorization-code');
    await page.getByRole('link', { name: 'Run it' }).click();
    await chooseToBe(page, 'Ada Example');

    await decide(page, 'Grant access');

    await expectResult(page);
    expect(new URL(page.url()).origin).toBe(room.url);
  });

  it('S28 step by step: the form of (A) leads there, and what comes back is looked at', async () => {
    const page = await room.newPage();
    await sendA(page, 'authorization-code', 'Bruno Sample'); // the sandbox remembers what Ada has granted

    await decide(page, 'Grant access');

    await statusOf(page).getByText('Paused before D.').waitFor();
    await page.getByRole('button', { name: 'Run to the end' }).click();
    await expectResult(page, 'Bruno Sample');
  });

  it('S28 names the other site in form-action where a form leads there, and nowhere else', async () => {
    const page = await room.newPage();
    const policyOf = async (path: string) =>
      (await page.goto(path))?.headers()['content-security-policy'] ?? '';

    const before = await policyOf('/authorization-code');
    await chooseServer(page, 'localhost');
    const waiting = await policyOf('/authorization-code');

    expect(waiting).toContain(`form-action 'self' ${current.url}`);
    expect(before).toContain("form-action 'self'");
    for (const policy of [before, await policyOf('/'), await policyOf('/client-credentials')]) {
      expect(policy).not.toContain(current.url);
    }
  });
});

describe('Implicit, with the legacy era on another site', () => {
  const room = openRoom(legacy.env, [legacy.url]);

  it('S28 comes back with the token, and the script may call the API over there', async () => {
    const page = await room.newPage();
    await sendA(page, 'implicit');

    await decide(page, 'Grant access');
    await page.getByRole('button', { name: 'Send API' }).click();

    await statusOf(page).getByText('The API took it.').waitFor();
    await page.getByRole('row', { name: 'Display name Ada Example' }).waitFor();
    expect(new URL(page.url()).origin).toBe(room.url);
  });
});
