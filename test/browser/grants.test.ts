/**
 * The four grants, run as a person runs them: by clicking. Every page is watched for errors and for violations of the
 * content security policy, so each of these runs is S28's "completes under the policy". In Chromium: it is the only
 * engine that npm delivers, so WebKit's reading of form-action is not tried here.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  chooseToBe,
  decide,
  field,
  goToLesson,
  openRoom,
  pressRun,
  resultOf,
  runGrant,
  typeCredentials,
} from './support.ts';
import type { EraName } from './support.ts';

const room = openRoom();

/** The first and the last of a page of repositories. */
const REPOSITORIES = ['difference-engine', 'bell'];

async function expectResultsOf(page: Page, displayName: string): Promise<void> {
  const result = resultOf(page);
  await result.waitFor();
  const rows = (await result.getByRole('row').allInnerTexts()).join('\n');
  expect(rows).toContain(displayName);
  expect(rows).toMatch(/^analytical-engines\t/m);
  for (const name of REPOSITORIES) expect(rows).toContain(name);
  expect(await result.getByText('10 of the workspace analytical-engines').count()).toBe(1);
  expect(await result.getByText('More follow').count()).toBe(1);
}

/** The address bar keeps neither code nor state. */
async function expectCleanAddress(page: Page, path: string): Promise<void> {
  await page.waitForURL(room.url + path);
}

const titleOf = (page: Page) => page.getByRole('heading', { name: 'You have an access token' });

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  it.each<EraName>(['current', 'legacy'])(
    'S28 runs in the %s era, signed in by a click, to the API results (A-E)',
    async (era) => {
      const page = await room.newPage();

      await goToLesson(page, 'authorization-code');
      await pressRun(page, era);
      await chooseToBe(page, 'Ada Example');
      await decide(page, 'Grant access');

      await expectResultsOf(page, 'Ada Example');
      await expectCleanAddress(page, '/authorization-code');
      expect(await titleOf(page).isVisible()).toBe(true);
    },
  );

  it('runs with a typed name and password, after a wrong one that says so', async () => {
    const page = await room.newPage();
    await goToLesson(page, 'authorization-code');
    await pressRun(page, 'current');

    await typeCredentials(page, 'ada', 'guess');

    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('do not belong together');
    expect(await field(page, 'Username').inputValue()).toBe('ada');
    expect(await field(page, 'Password').inputValue()).toBe('');

    await typeCredentials(page, 'ada', 'lovelace');
    await decide(page, 'Grant access');
    await expectResultsOf(page, 'Ada Example');
  });

  it('says that access was denied, and runs when tried again (§4.1.2.1)', async () => {
    const page = await room.newPage();
    await goToLesson(page, 'authorization-code');
    await pressRun(page, 'current');
    await chooseToBe(page, 'Ada Example');

    await decide(page, 'Cancel');

    await page.getByRole('heading', { name: 'You denied access' }).waitFor();
    await expectCleanAddress(page, '/authorization-code');
    expect(await page.getByText('access_denied').first().isVisible()).toBe(true);
    expect(await resultOf(page).count()).toBe(0);

    await page.getByRole('link', { name: 'Try again' }).click();
    await decide(page, 'Grant access');
    await expectResultsOf(page, 'Ada Example');
  });

  it('shows the empty states of a person without addresses and repositories', async () => {
    const page = await room.newPage();

    await runGrant(page, 'authorization-code', { person: 'Nora Nobody' });

    const result = resultOf(page);
    expect(await result.getByText('this user has no e-mail address').isVisible()).toBe(true);
    expect(await result.getByText('has no repository').isVisible()).toBe(true);
  });

  it('refreshes, and shows the old and the new token (§6)', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = await maskedTokens(page);
    expect(before).toHaveLength(2);

    await page.getByRole('button', { name: 'Refresh', exact: true }).click();

    await page.getByRole('heading', { name: 'Before the refresh' }).waitFor();
    const [newAccess, newRefresh, ...old] = await maskedTokens(page);
    expect(old).toEqual(before);
    expect(before).not.toContain(newAccess);
    expect(before).not.toContain(newRefresh); // it rotates since CHANGE-3052
    await expectResultsOf(page, 'Ada Example');
  });

  it('S22 masks the token until Reveal is pressed, and again after Hide', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const [masked = ''] = await maskedTokens(page);
    const before = await page.content();

    await page.getByRole('button', { name: 'Reveal the access token' }).click();

    const hide = page.getByRole('link', { name: 'Hide the access token' });
    await hide.waitFor();
    const [start = '', end = ''] = masked.split('…');
    const token = await page
      .getByText(start)
      .filter({ hasText: new RegExp(`^${start}\\S{1000,}${end}$`) })
      .innerText();
    expect(before).not.toContain(token);

    await hide.click();

    await page.getByRole('button', { name: 'Reveal the access token' }).waitFor();
    expect(await page.content()).not.toContain(token);
  });

  it('copies a request as curl, without a secret in it', async () => {
    const page = await room.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await runGrant(page, 'authorization-code');
    const exchange = page.getByRole('article', { name: 'Current user' });
    await exchange.getByText('As curl', { exact: true }).click();

    await exchange.getByRole('button', { name: 'Copy as curl' }).click();

    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' });
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^curl --request GET 'http\S+\/2\.0\/user\?fields=\S+'/);
    expect(copied).toContain('Bearer $ACCESS_TOKEN');
  });

  it('counts down the life of the token', async () => {
    const page = await room.newPage();
    await page.clock.install();
    await runGrant(page, 'authorization-code');
    const countdown = page.getByText(/^\d:\d\d:\d\d left$/);
    const before = await countdown.innerText();

    await page.clock.fastForward(61_000);

    expect(before).toMatch(/^(2:00:00|1:59:5\d) left$/);
    expect(await countdown.innerText()).toMatch(/^1:58:[45]\d left$/);

    await page.clock.fastForward(2 * 3_600_000);
    expect(await page.getByText('expired', { exact: true }).count()).toBe(1);
  });

  it('S14 forgets everything: the cookie is gone, and Back shows no token', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const cookie = async () =>
      (await page.context().cookies()).find(({ name }) => name === 'session');
    expect(await cookie()).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

    await page.getByRole('button', { name: 'Forget everything' }).click();

    await page.getByRole('status').getByText('Everything is forgotten').waitFor();
    expect(page.url()).toBe(`${room.url}/?notice=forgotten`);
    expect(await cookie()).toBeUndefined();

    await page.goBack();
    await page.waitForURL('**/authorization-code');
    await page.getByText('Nothing was run yet').waitFor();
    expect(await titleOf(page).count()).toBe(0);
    expect(await page.content()).not.toContain('Ada Example');
  });
});

describe('Resource Owner Password Credentials Grant (RFC 6749 §4.3)', () => {
  it('S28 runs from the form to the API results (A-C)', async () => {
    const page = await room.newPage();
    await goToLesson(page, 'resource-owner-password');
    await pressRun(page, 'legacy');

    await typeCredentials(page, 'ada', 'lovelace');

    await expectResultsOf(page, 'Ada Example');
    await expectCleanAddress(page, '/resource-owner-password');
    expect(await page.content()).not.toContain('lovelace');
  });

  it('S15 says that a password was wrong, keeps the name, and leaves the password field empty', async () => {
    const page = await room.newPage();
    await goToLesson(page, 'resource-owner-password');
    await pressRun(page, 'legacy');

    await typeCredentials(page, 'ada', 'canary-password');

    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('did not accept');
    expect(await field(page, 'Username').inputValue()).toBe('ada');
    expect(await field(page, 'Password').inputValue()).toBe('');
    expect(await page.content()).not.toContain('canary-password');

    await typeCredentials(page, 'ada', 'lovelace');
    await expectResultsOf(page, 'Ada Example');
  });

  it('is refused to a person with two-step verification', async () => {
    const page = await room.newPage();
    await goToLesson(page, 'resource-owner-password');
    await pressRun(page, 'legacy');

    await typeCredentials(page, 'tove', 'twosteps');

    await page.getByRole('alert').waitFor();
    expect(await field(page, 'Username').inputValue()).toBe('tove');
    await page.goto('/resource-owner-password');
    expect(await titleOf(page).count()).toBe(0);
  });
});

describe('Client Credentials Grant (RFC 6749 §4.4)', () => {
  it.each<[EraName, string, string, number]>([
    ['current', 'OAuth 2.0 grants demo', 'app_user', 0],
    ['legacy', 'Ada Example', 'user', 1],
  ])(
    'S28 runs in the %s era, where the token acts as %s, to the API results (A, B)',
    async (era, displayName, type, refreshTokens) => {
      const page = await room.newPage();
      await goToLesson(page, 'client-credentials');

      await pressRun(page, era);

      await expectResultsOf(page, displayName);
      await expectCleanAddress(page, '/client-credentials');
      expect(await page.getByRole('row', { name: `Type ${type}`, exact: true }).count()).toBe(1);
      const reveal = page.getByRole('button', { name: 'Reveal the refresh token' });
      expect(await reveal.count()).toBe(refreshTokens);
    },
  );
});

/** Access token, refresh token, then those before the refresh. */
function maskedTokens(page: Page): Promise<string[]> {
  const tokens = page.getByRole('region', { name: 'Token', exact: true });
  return tokens.getByText(/^\S{4}…\S{4}$/).allInnerTexts();
}
