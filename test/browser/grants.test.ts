/**
 * The grants whose client is a server, run as a person runs them: by clicking, at once and step by step. Every page is
 * watched for errors and for violations of the content security policy, so each of these runs is S28's "completes
 * under the policy". In Chromium, which npm delivers; `test/other-browsers` has each grant once in Firefox and WebKit.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  arrowOf,
  chooseServer,
  chooseToBe,
  decide,
  field,
  goToStage,
  messageOf,
  pressRun,
  resultOf,
  rowsOf,
  runGrant,
  send,
  statusOf,
  typeCredentials,
} from './person.ts';
import type { EraName } from './person.ts';
import { TITLE, expectLandedAt, expectResultsOf } from './landing.ts';
import { openRoom } from './support.ts';

const room = openRoom();

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  it.each<EraName>(['current', 'legacy'])(
    'S28 runs in the %s era, signed in by a click, to the API results (A-E)',
    async (era) => {
      const page = await room.newPage();

      await goToStage(page, 'authorization-code');
      await pressRun(page, era);
      await chooseToBe(page, 'Ada Example');
      await decide(page, 'Grant access');

      await expectResultsOf(page, 'Ada Example');
      await expectLandedAt(page, 'authorization-code', 'API');
      expect(await page.title()).toMatch(TITLE.good);
    },
  );

  it.each<EraName>(['current', 'legacy'])(
    'S28 runs in the %s era step by step: each message is looked at before it leaves',
    async (era) => {
      const page = await room.newPage();
      await page.goto('/authorization-code');

      await chooseServer(page, `Sandbox, ${era} era`);
      await expectLandedAt(page, 'authorization-code', 'A');
      expect(await page.title()).toMatch(TITLE.open);
      await send(page, 'A');
      await chooseToBe(page, 'Ada Example');
      await decide(page, 'Grant access');

      await statusOf(page).getByText('Paused before D.').waitFor();
      await expectLandedAt(page, 'authorization-code', 'D');
      expect(await page.title()).toMatch(TITLE.open);
      await arrowOf(page, 'C').click();
      await messageOf(page).getByText('code: ').waitFor();
      await page.getByRole('link', { name: 'Next: D' }).click();
      await send(page, 'D');

      await expectLandedAt(page, 'authorization-code', 'E');
      expect(await page.title()).toMatch(TITLE.good);
      expect(await messageOf(page).innerText()).toContain('expires_in');
      await page.getByRole('link', { name: 'Next: the API call' }).click();
      await send(page, 'API');

      await expectLandedAt(page, 'authorization-code', 'API');
      await expectResultsOf(page, 'Ada Example');
      for (const letter of ['A', 'B', 'C', 'D', 'E', 'API']) {
        expect(await arrowOf(page, letter).getAttribute('aria-label')).toMatch(/, done$/);
      }
    },
  );

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

  it('S22 masks the token until Show is pressed, and again after Hide', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const [start = '', end = ''] = (await maskedToken(page)).split('…');
    const before = await page.content();

    await page.getByRole('button', { name: 'Show', exact: true }).click();

    const hide = page.getByRole('link', { name: 'Hide' });
    await hide.waitFor();
    const token = await page.locator('#token').innerText();
    expect(token).toMatch(new RegExp(`^${start}\\S{1000,}${end}$`));
    expect(before).not.toContain(token);

    await hide.click();

    await page.getByRole('button', { name: 'Show', exact: true }).waitFor();
    expect(await page.content()).not.toContain(token);
  });

  it('counts down the life of the token', async () => {
    const page = await room.newPage();
    await page.clock.install();
    await runGrant(page, 'authorization-code');
    const countdown = page.locator('[data-seconds-left]');
    const before = await countdown.innerText();

    await page.clock.fastForward(61_000);

    expect(before).toMatch(/^(2:00:00|1:59:5\d) left$/);
    expect(await countdown.innerText()).toMatch(/^1:58:[45]\d left$/);

    await page.clock.fastForward(2 * 3_600_000);
    expect(await countdown.innerText()).toBe('ended');
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

  it('S28 runs step by step: the tokens are looked at before the API is called', async () => {
    const page = await room.newPage();
    await page.goto('/resource-owner-password');
    await chooseServer(page, 'Sandbox, legacy era');

    await typeCredentials(page, 'ada', 'lovelace');

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    await expectLandedAt(page, 'resource-owner-password', 'C');
    await page.getByRole('link', { name: 'Next: the API call' }).click();
    await send(page, 'API');
    await expectResultsOf(page, 'Ada Example');
  });

  it('S15 says that a password was wrong, keeps the name, and leaves the password field empty', async () => {
    const page = await room.newPage();
    await goToStage(page, 'resource-owner-password');
    await pressRun(page, 'legacy');

    await typeCredentials(page, 'ada', 'canary-password');

    await expectLandedAt(page, 'resource-owner-password', 'B');
    expect(await page.title()).toMatch(TITLE.bad);
    expect(await messageOf(page).innerText()).toContain('Invalid resource owner username/password');
    await page.getByRole('link', { name: 'Try again' }).click();
    expect(await field(page, 'Username').inputValue()).toBe('ada');
    expect(await field(page, 'Password').inputValue()).toBe('');
    expect(await page.content()).not.toContain('canary-password');

    await typeCredentials(page, 'ada', 'lovelace');
    await expectResultsOf(page, 'Ada Example');
  });
});

describe('Client Credentials Grant (RFC 6749 §4.4)', () => {
  const ERAS: [EraName, string, string, number][] = [
    ['current', 'OAuth 2.0 grants demo', 'app_user', 0],
    ['legacy', 'Ada Example', 'user', 1],
  ];

  it.each(ERAS)(
    'S28 runs in the %s era, where the token acts as %s, to the API results (A, B)',
    async (era, displayName, type, refreshButtons) => {
      const page = await room.newPage();
      await goToStage(page, 'client-credentials');

      await pressRun(page, era);

      await expectResultsOf(page, displayName);
      await expectLandedAt(page, 'client-credentials', 'API');
      expect(await page.getByRole('row', { name: `Type ${type}`, exact: true }).count()).toBe(1);
      const refresh = page.getByRole('button', { name: 'Refresh', exact: true });
      expect(await refresh.count()).toBe(refreshButtons);
    },
  );

  it.each(ERAS)('S28 runs in the %s era step by step', async (era, displayName) => {
    const page = await room.newPage();
    await page.goto('/client-credentials');
    await chooseServer(page, `Sandbox, ${era} era`);

    await send(page, 'A');
    await expectLandedAt(page, 'client-credentials', 'B');
    await page.getByRole('link', { name: 'Next: the API call' }).click();
    await send(page, 'API');

    await expectResultsOf(page, displayName);
  });
});

async function maskedToken(page: Page): Promise<string> {
  const bar = page.getByRole('region', { name: 'Access token' });
  const text = await bar.getByText(/^\S{4}…\S{4}/).innerText();
  return text.split('\n')[0] ?? '';
}

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
