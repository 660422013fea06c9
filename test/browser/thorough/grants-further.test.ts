/** The grants as further people run them, by clicking: with a typed name, with nothing to show, with a second step. */
import { describe, expect, it } from '@jest/globals';
import { expectLandedAt, expectResultsOf, TITLE } from '../landing.ts';
import {
  arrowOf,
  decide,
  field,
  goToStage,
  messageOf,
  pressRun,
  resultOf,
  runGrant,
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
