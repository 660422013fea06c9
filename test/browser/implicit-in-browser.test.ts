/** The implicit grant, RFC 6749 §4.2, whose client is a script: where the token goes, and where it must not. More is in `thorough`. */
import { describe, expect, it } from '@jest/globals';
import { chooseToBe, decide } from './person.ts';
import {
  announcement,
  expectFocusOn,
  isApiCall,
  runThrough,
  showToken,
  startRun,
  statesOf,
} from './implicit.ts';
import { openRoom } from './support.ts';

const room = openRoom();

/** What the browser keeps by itself, as one text. */
const STORED = `JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href])`;

describe('Implicit Grant (RFC 6749 §4.2)', () => {
  it('S28 runs from its page to the API results (A-G)', async () => {
    const page = await room.newPage();
    await page.goto('/implicit');
    await page.getByRole('link', { name: 'Run it', exact: true }).click();
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');

    await announcement(page).getByText('The API took it.').waitFor();
    const rows = (await page.locator('.message').getByRole('row').allInnerTexts()).join('\n');
    expect(rows).toContain('Ada Example');
    expect(rows).toMatch(/^analytical-engines\t/m);
    for (const name of ['difference-engine', '2026-09-01']) expect(rows).toContain(name);
    await page.getByText(/^1:59:\d\d left$/).waitFor(); // it counts
    await page.getByText('no refresh token comes').waitFor();
    expect(await statesOf(page)).toBe(Array.from({ length: 8 }, () => 'done').join(' '));
    await expectFocusOn(page, 'Call the API from the page');
    expect(await page.title()).toBe('✓ Call the API from the page · Implicit · Four Grants');
    const run = page.locator('.run:has([aria-current]) .run__end');
    expect(await run.innerText()).toBe('token in the page');
  });

  it('S11 clears the fragment at once, and keeps the token out of storage, history and document', async () => {
    const page = await room.newPage();
    await runThrough(page);

    expect(await page.evaluate('location.hash')).toBe('#stage');
    const stored = await page.evaluate<string>(STORED);
    const shown = await page.content();
    const cookies = JSON.stringify(await page.context().cookies());

    const token = await showToken(page);
    expect(await page.content()).toContain(token);
    for (const place of [stored, shown, cookies, await page.evaluate<string>(STORED)]) {
      expect(place).not.toContain(token);
    }
    const scripts = await page.evaluate<string[]>('[...document.scripts].map(({ src }) => src)');
    for (const src of scripts) expect(src).toMatch(new RegExp(`^${room.url}/`)); // none inline

    // Away and back again: the history entry has no fragment either.
    await page.goto('/healthcheck');
    await page.goBack();
    expect(page.url()).not.toContain('access_token');
    expect(await page.content()).not.toContain(token);
  });

  it('S12 refuses a forged fragment: no call of the API, and an error', async () => {
    const page = await room.newPage();
    await startRun(page); // a visitor with a session of their own

    await page.goto('/oauth-callback#access_token=T&token_type=bearer&state=other');

    await page.getByRole('heading', { name: 'This browser did not ask for that' }).waitFor();
    expect(await page.evaluate('location.hash')).toBe('');
    expect(await statesOf(page)).toBe('done to come done done done failed to come to come');
    expect(room.requests.filter(isApiCall)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Show', exact: true }).count()).toBe(0);
  });
});
