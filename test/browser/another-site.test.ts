/**
 * The authorization server on another site, as bitbucket.org is: what the content security policy, CORS and the
 * cookie's SameSite have to let through. On the embedded sandbox everything is 'self', and would pass without them.
 */
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import {
  chooseServer,
  chooseToBe,
  decide,
  messageOf,
  pressRun,
  nextPageOf,
  rowsOf,
  send,
  statusOf,
} from './person.ts';
import { openRoom } from './support.ts';

const current = await openDistantSandbox('current');
const legacy = await openDistantSandbox('legacy');
const stranger = await openScriptedServer();
afterAll(() => Promise.all([current.close(), legacy.close(), stranger.close()]));

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

    await messageOf(page).getByText('so nothing was started').waitFor();
    expect(sandbox.requests).toHaveLength(before);
    expect(await page.context().cookies()).toEqual([]);
    await pressRun(page, 'current');
    await statusOf(page).getByText('You have an access token.').waitFor();
  });
});
