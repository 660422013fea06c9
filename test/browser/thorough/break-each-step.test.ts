/** Mistakes made on purpose, further ones of each step, by clicking: set from the menu, sent, looked at, mended. */
import { describe, expect, it } from '@jest/globals';
import { findFlaws, findFlawsAtAGlance } from '../inspection.ts';
import { arrowOf, chooseToBe, decide, messageOf, send, statusOf } from '../person.ts';
import { breakIt, expectFailed, openAtA, openAtD, openAtApi } from '../break-it.ts';
import { openRoom } from '../support.ts';

const room = openRoom();
describe('“Break it”, at each step', () => {
  it('A: an unknown client leads to a page of the server, which leads back; mended, the run goes on', async () => {
    const page = await openAtA(room);
    await breakIt(page, 'An unknown client');
    await send(page, 'A');
    await page.getByRole('heading', { name: 'Invalid client_id' }).waitFor();
    await page.getByRole('link', { name: 'Back to the run' }).click();

    await statusOf(page).getByText('It was sent, and nothing came back.').waitFor();
    await expectFailed(page, 'A');
    await page.locator('.verdict').getByText('Fix').waitFor();
    await page.locator('.run__end').getByText('nothing came back').waitFor();
    expect(await page.locator('.row--next').count()).toBe(0);
    expect(await findFlawsAtAGlance(page)).toEqual([]);
    await page.getByRole('button', { name: 'Mend and send again' }).click();
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');
    await statusOf(page).getByText('Paused before D.').waitFor();
  });

  it('A: a token asked for in the place of a code comes back as an error in the fragment, to its own run', async () => {
    const page = await openAtA(room);
    await breakIt(page, 'response_type=token');
    await send(page, 'A');

    await page.waitForURL('**/authorization-code?run=1&step=C#stage');
    await messageOf(page).getByText('unsupported_response_type').first().waitFor();
    await expectFailed(page, 'C');
  });

  it('A: a scope that the consumer has not is refused before anybody is asked', async () => {
    const page = await openAtA(room);
    await breakIt(page, 'A scope that the consumer has not');
    await send(page, 'A');

    await expectFailed(page, 'C');
    await page.locator('.diagram .row--to-come').and(arrowOf(page, 'B')).click();
    await messageOf(page).getByText('Nobody was asked').waitFor();
    expect(await messageOf(page).getByText('said yes').count()).toBe(0);
  });

  it('B: the person says no', async () => {
    const page = await openAtA(room);
    await breakIt(page, 'The person says no');
    await send(page, 'A');
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Cancel');

    await expectFailed(page, 'B');
    await messageOf(page).getByText('It was wrong on purpose:').waitFor();
  });

  it('C: the answer is read once more with another state; the real one is good still', async () => {
    const page = await openAtD(room);
    await arrowOf(page, 'C').click();
    await breakIt(page, 'A state that was changed');
    await page.getByRole('button', { name: 'Replay C' }).click();

    await statusOf(page).getByText('C was refused here. No request left.').waitFor();
    expect(await findFlaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take the real answer' }).click();
    await send(page, 'D');
    await page.getByRole('heading', { name: 'The tokens arrive' }).waitFor();
  });

  it('D: that failed fits a screen: both redirect URIs with what differs, and the request folded', async () => {
    const page = await openAtD(room);
    await page.setViewportSize({ width: 1440, height: 900 });
    await breakIt(page, 'Another redirect URI: a slash too many');
    await send(page, 'D');
    await expectFailed(page, 'D');

    const stage = await page.locator('#stage').boundingBox();
    const cause = page.locator('.repeated');
    expect(stage?.height).toBeLessThan(900);
    expect(await cause.getByRole('listitem').allInnerTexts()).toHaveLength(2);
    expect(await cause.locator('mark').allInnerTexts()).toEqual(['/']);
    expect(await page.locator('.is-broken').isVisible()).toBe(true);
    expect(await page.getByText('grant_type').first().isVisible()).toBe(false);
    expect(await findFlaws(page)).toEqual([]);

    await page.getByRole('link', { name: 'On the wire' }).click();
    await messageOf(page).getByText('grant_type=authorization_code').waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
    await messageOf(page).getByRole('link', { name: 'Cause and fix' }).click();
    await page.locator('.verdict').waitFor();
  });

  it('D: set, with the menu open, is without flaws', async () => {
    const page = await openAtD(room);
    await breakIt(page, 'Another redirect URI: a slash too many');
    await page.locator('.actions__break > summary').click();

    expect(await findFlaws(page)).toEqual([]);
  });

  it('API: an expired token is refused; mended by a refresh', async () => {
    const page = await openAtApi(room);
    await breakIt(page, 'An expired token');
    await send(page, 'API');
    await expectFailed(page, 'API');
    await page.getByRole('button', { name: 'Mend: refresh first' }).click();
    await statusOf(page).getByText('Paused before the refresh.').waitFor();
    expect(page.url()).toContain('step=Refresh');
  });

  it('Refresh: a used token is refused after the grace, and the new ones stay', async () => {
    const page = await openAtApi(room);
    await arrowOf(page, 'Refresh').click();
    await breakIt(page, 'A used token, eleven minutes later');
    await page.getByRole('button', { name: 'Send the refresh' }).click();

    await expectFailed(page, 'Refresh');
    expect(await page.locator('.token-bar').count()).toBe(1);
  });

  it('the server’s trouble stands beside the button until it has struck', async () => {
    const page = await openAtD(room);
    await breakIt(page, '500 Internal Server Error');
    await page.locator('.fault-chip').waitFor();
    await send(page, 'D');

    await expectFailed(page, 'D');
    expect(await page.locator('.fault-chip').count()).toBe(0);
  });
});
