/**
 * The authorization server on another site, as bitbucket.org is: what the content security policy, CORS and the
 * cookie's SameSite have to let through. On the embedded sandbox everything is 'self', and would pass without them.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { chooseToBe, decide, openRoom, pressRun, resultOf } from './support.ts';

const current = await openDistantSandbox('current');
const legacy = await openDistantSandbox('legacy');
const stranger = await openScriptedServer();
afterAll(() => Promise.all([current.close(), legacy.close(), stranger.close()]));

async function run(page: Page, slug: string, button: RegExp): Promise<void> {
  await page.goto(`/${slug}`);
  await page.getByRole('link', { name: button }).click();
  await chooseToBe(page, 'Ada Example');
}

async function expectResult(page: Page): Promise<void> {
  await resultOf(page).getByText('10 of the workspace analytical-engines').waitFor();
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

describe('A page of somebody else', () => {
  const port = new URL(stranger.url).port;
  const [otherSite, otherPort] = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  // It may not show our pages as a picture or in a frame, and the console says so.
  const room = openRoom(
    {},
    [otherSite, otherPort],
    /BLOCKED_BY_RESPONSE|X-Frame-Options|frame-anc/,
  );

  it.each([
    ['another site', otherSite],
    ['another port of this machine', otherPort],
  ])('S13 on %s starts no run by being looked at, nor by a link', async (_where, origin) => {
    const start = `${room.url}/client-credentials/authorize`;
    stranger.on('/', {
      headers: { 'Content-Type': 'text/html' },
      body: `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">
        <link rel="prefetch" href="${start}?as=prefetch">
        <img alt="" src="${start}?as=image"><iframe src="${start}?as=frame"></iframe>
        <a href="${start}">A run</a>`,
    });
    const { current: sandbox } = room.demo.sandboxes;
    const before = sandbox.requests.length;
    const page = await room.newPage();

    await page.goto(origin, { waitUntil: 'networkidle' });
    const asked = room.requests.map((request) => new URL(request.url()).search);
    expect(asked).toEqual(expect.arrayContaining(['?as=image', '?as=frame']));
    await page.getByRole('link', { name: 'A run' }).click();

    await page.getByRole('status').getByText('so nothing was started').waitFor();
    expect(sandbox.requests).toHaveLength(before);
    expect(await page.context().cookies()).toEqual([]);
    await pressRun(page, 'current');
    await page.getByRole('heading', { name: 'You have an access token' }).waitFor();
  });
});
