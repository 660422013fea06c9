/** The grants as further people run them, by clicking: with a typed name, a wrong password, nothing to show, a second step. */
import { describe, expect, it } from '@jest/globals';
import { expectLandedAt, expectResultsOf, TITLE } from '../landing.ts';
import {
  arrowOf,
  chooseServer,
  decide,
  field,
  goToStage,
  maskedToken,
  messageOf,
  pressRun,
  resultOf,
  runGrant,
  send,
  statusOf,
  typeCredentials,
} from '../person.ts';
import { openRoom } from '../support.ts';

const room = openRoom();

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  it('runs with a typed name and password, after a wrong one that says so', async () => {
    const page = await room.newPage();
    await goToStage(page, 'authorization-code');
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

  it('shows the empty states of a person without addresses and repositories', async () => {
    const page = await room.newPage();

    await runGrant(page, 'authorization-code', { person: 'Nora Nobody' });

    const result = resultOf(page);
    expect(await result.getByText('this user has no e-mail address').isVisible()).toBe(true);
    expect(await result.getByText('has no repository').isVisible()).toBe(true);
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

  it('copies a request as curl, without a secret in it', async () => {
    const page = await room.newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await runGrant(page, 'authorization-code');
    await messageOf(page).getByRole('link', { name: 'Code' }).click();
    await messageOf(page).getByRole('link', { name: 'This exchange' }).click();

    await messageOf(page).getByRole('button', { name: 'Copy curl' }).click();

    await messageOf(page).getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^curl --request GET 'http\S+\/2\.0\/user\?fields=\S+'/);
    expect(copied).toContain('Bearer $ACCESS_TOKEN');
  });
});

describe('Resource Owner Password Credentials Grant (RFC 6749 §4.3)', () => {
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

  it('is refused to a person with two-step verification', async () => {
    const page = await room.newPage();
    await goToStage(page, 'resource-owner-password');
    await pressRun(page, 'legacy');

    await typeCredentials(page, 'tove', 'twosteps');

    await expectLandedAt(page, 'resource-owner-password', 'B');
    expect(await page.title()).toMatch(TITLE.bad);
    await arrowOf(page, 'A').click();
    expect(await field(page, 'Username').inputValue()).toBe('tove');
    await page.goto('/resource-owner-password');
    expect(await page.locator('.token-bar').count()).toBe(0);
  });
});
