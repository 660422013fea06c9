/**
 * The grants whose client is a server, run as a person runs them: by clicking, at once and step by step. Every page is
 * watched for errors and for violations of the content security policy, so each of these runs is S28's "completes
 * under the policy". In Chromium, which npm delivers; `test/other-browsers` has each grant once in Firefox and WebKit.
 * The legacy era, and what is less often done, is in `thorough`.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  arrowOf,
  chooseToBe,
  decide,
  goToStage,
  maskedToken,
  messageOf,
  pressRun,
  resultOf,
  rowsOf,
  runGrant,
  statusOf,
  typeCredentials,
} from './person.ts';
import { TITLE, expectLandedAt, expectResultsOf } from './landing.ts';
import { openRoom } from './support.ts';
import { expectClientToRun, expectCodeToRun, expectCodeToRunByStep } from './whole-runs.ts';

const room = openRoom();

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  it('S28 runs in the current era, signed in by a click, to the API results (A-E)', () =>
    expectCodeToRun(room, 'current'));

  it('S28 runs in the current era step by step: each message is looked at before it leaves', () =>
    expectCodeToRunByStep(room, 'current'));

  it('says that access was denied, and runs when tried again (§4.1.2.1)', async () => {
    const page = await room.newPage();
    await goToStage(page, 'authorization-code');
    await pressRun(page, 'current');
    await chooseToBe(page, 'Ada Example');

    await decide(page, 'Cancel');

    await statusOf(page).getByText('You denied access').waitFor();
    await expectLandedAt(page, 'authorization-code', 'C');
    expect(await page.title()).toMatch(TITLE.bad);
    expect(await messageOf(page).getByText('access_denied').first().isVisible()).toBe(true);
    expect(await arrowOf(page, 'B').getAttribute('aria-label')).toMatch(/, failed$/);
    expect(await resultOf(page).count()).toBe(0);

    await page.getByRole('link', { name: 'Try again' }).click();
    await decide(page, 'Grant access');
    await expectResultsOf(page, 'Ada Example');
  });

  it('refreshes: a new access token, a new refresh token, and the API takes it (§6)', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = await maskedToken(page);

    await page.getByRole('button', { name: 'Refresh', exact: true }).click();

    await statusOf(page).getByText('The token is new.').waitFor();
    await expectLandedAt(page, 'authorization-code', 'Refresh');
    expect(await page.title()).toMatch(TITLE.good);
    expect(await maskedToken(page)).not.toBe(before);
    const [, sent, received] = await refreshTokens(page);
    expect(received).not.toBe(sent); // it rotates since CHANGE-3052
    await page.getByRole('button', { name: 'Call the API again' }).click();
    await resultOf(page).waitFor();
    expect(await rowsOf(page)).toContain('Ada Example');
  });

  it('S14 forgets everything: the cookie is gone, and Back shows no token', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const cookie = async () =>
      (await page.context().cookies()).find(({ name }) => name === 'session');
    expect(await cookie()).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

    await page.getByRole('button', { name: 'Forget all' }).click();

    await statusOf(page).getByText('Everything is forgotten').waitFor();
    expect(page.url()).toBe(`${room.url}/?notice=forgotten`);
    expect(await cookie()).toBeUndefined();

    await page.goBack();
    await page.waitForURL('**/authorization-code?run=1&step=API#stage');
    await statusOf(page).getByText('Nothing has run yet.').waitFor();
    expect(await page.content()).not.toContain('ada@mail.example');
  });
});

describe('Resource Owner Password Credentials Grant (RFC 6749 §4.3)', () => {
  it('S28 runs from the form, which is its step A, to the API results (A-C)', async () => {
    const page = await room.newPage();
    await goToStage(page, 'resource-owner-password');
    await pressRun(page, 'legacy');
    await expectLandedAt(page, 'resource-owner-password', 'A');

    await typeCredentials(page, 'ada', 'lovelace');

    await expectResultsOf(page, 'Ada Example');
    await expectLandedAt(page, 'resource-owner-password', 'API');
    expect(await page.content()).not.toContain('lovelace');
  });
});

describe('Client Credentials Grant (RFC 6749 §4.4)', () => {
  it('S28 runs in the current era, where the token acts as the client, to the API results (A, B)', () =>
    expectClientToRun(room, 'current'));
});

/** What the form of the refresh held, and what its answer brought: shown for once. */
async function refreshTokens(page: Page): Promise<(string | undefined)[]> {
  await messageOf(page).getByRole('link', { name: 'On the wire' }).click();
  await messageOf(page)
    .getByRole('button', { name: /Show the secrets/ })
    .click();
  await messageOf(page).getByText('refresh_token=').waitFor();
  const text = await messageOf(page).innerText();
  return [text, /refresh_token=(\S+)/.exec(text)?.[1], /"refresh_token": "(\S+)"/.exec(text)?.[1]];
}
