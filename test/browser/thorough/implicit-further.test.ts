/** The implicit grant in its further turns: step by step, denied, hidden, forgotten, reloaded, and without a script. */
import { describe, expect, it } from '@jest/globals';
import type { Request } from 'playwright-core';
import { chooseToBe, decide } from '../person.ts';
import {
  announcement,
  comeBack,
  expectFocusOn,
  isApiCall,
  runThrough,
  showToken,
  startRun,
  statesOf,
} from '../implicit.ts';
import { openRoom } from '../support.ts';

const room = openRoom();

/** What a request brings to the other side, all of it. */
async function textOf(request: Request): Promise<string> {
  const headers = JSON.stringify(await request.allHeaders());
  // The browser's own note of a page's address has the fragment; what goes over the wire has not.
  const url = request.url().replace(/#.*/, '');
  return [request.method(), url, headers, request.postData() ?? ''].join('\n');
}

describe('Implicit Grant (RFC 6749 §4.2), further', () => {
  it('step by step, stops before A and before the API, and each message is one click away', async () => {
    const page = await room.newPage();
    await comeBack(page, { pace: 'step' });
    await announcement(page).getByText('Paused before API.').waitFor();
    const lines = await page.locator('.message .param dt').allInnerTexts();
    expect(lines.slice(0, 6)).toEqual([
      'access_token',
      'token_type',
      'expires_in',
      'scopes',
      'state',
      'iss',
    ]);
    expect(await statesOf(page)).toBe('done done done done done done done next');
    expect(room.requests.filter(isApiCall)).toEqual([]);

    await page.getByRole('link', { name: /^C, Token in #/ }).click();
    await expectFocusOn(page, 'The token comes in the fragment');
    await page.getByText('On the wire').click();
    await page.getByText('Authorization response, in the fragment').waitFor();
    await page.getByRole('link', { name: 'Back to B' }).click();
    await expectFocusOn(page, 'Sign in and consent');
    await page.getByRole('button', { name: 'Send API' }).click();

    await expectFocusOn(page, 'Call the API from the page');
    expect(await page.getByRole('row', { name: 'Ada Example' }).count()).toBe(1);
    expect(await showToken(page)).toHaveLength(84); // it was here all the time
  });

  it('S11 sends the token to the API alone: no request to our server has it', async () => {
    const page = await room.newPage();
    await runThrough(page);
    const token = await showToken(page);

    const sent = await Promise.all(room.requests.map(textOf));
    const holders = room.requests.filter((_, index) => sent[index]?.includes(token));

    expect(holders.filter((request) => !isApiCall(request))).toEqual([]);
    expect(holders).toHaveLength(4); // user, addresses, workspaces, a page of repositories
    for (const call of holders) expect(call.url()).not.toContain(token);
  });

  it('says that access was denied, and still does after a reload (§4.2.2.1)', async () => {
    const page = await room.newPage();
    await comeBack(page, { answer: 'Cancel' });

    for (const reload of [() => Promise.resolve(), () => page.reload()]) {
      await reload();
      await page.getByRole('heading', { name: 'You denied access' }).waitFor();
      await announcement(page).getByText('At B.').waitFor();
      expect(await page.locator('.verdict').getByText('access_denied').first().isVisible()).toBe(
        true,
      );
      expect(await statesOf(page)).toBe('done failed done done done done to come to come');
      expect(await page.title()).toMatch(/^✕ The browser comes back with a no/);
      await expectFocusOn(page, 'The browser comes back with a no');
    }
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it('S22 hides the token again, and forgets it', async () => {
    const page = await room.newPage();
    await runThrough(page);
    const token = await showToken(page);

    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: 'Forget', exact: true }).click();

    await announcement(page).getByText('The token is forgotten.').waitFor();
    expect(await page.getByRole('button', { name: 'Show', exact: true }).count()).toBe(0);
  });

  it('forgets the token on reload, and says what became of it', async () => {
    const page = await room.newPage();
    await runThrough(page);
    const token = await showToken(page);

    await page.reload();

    await page.getByText('It was in that page alone, and went with it').waitFor();
    expect(await page.content()).not.toContain(token);
    expect(await statesOf(page)).toBe('done done done done done done to come to come');
    expect(await page.locator('.run:has([aria-current]) .run__end').innerText()).toBe(
      'token in the page',
    );
  });

  it('says what is needed where there is no JavaScript', async () => {
    const page = await room.newPage({ javaScriptEnabled: false });

    await startRun(page);
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');

    const sentence = page.locator('noscript p'); // text in there is no text for getByText
    await sentence.waitFor();
    expect(await sentence.innerText()).toContain('This grant needs JavaScript');
  });
});
