/** The implicit grant where the fragment is not what it should be, or what comes after it: each with its words and its states. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
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
import { findFlaws } from '../inspection.ts';
import { openRoom } from '../support.ts';

/** A call that is stopped, which one test is about, is said in the console. */
const room = openRoom({}, [], /^Failed to load resource: net::ERR_FAILED$/);

/** The script of this grant, and the templates that it fills, come to those of a stage. */
const LARGEST_PAGE_BYTES = 155_000;

describe('Implicit Grant (RFC 6749 §4.2), out of the ordinary', () => {
  it('S12 refuses a forged fragment in a browser that never came here before', async () => {
    const page = await room.newPage();

    await page.goto('/oauth-callback#access_token=T&token_type=bearer&state=other');

    await announcement(page).getByText('At F.').waitFor();
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it('S12 uses a fragment once: the same address again brings no call of the API', async () => {
    const page = await room.newPage();
    const decision = page.waitForResponse((response) => response.url().endsWith('/consent'));
    await runThrough(page);
    const calls = room.requests.filter(isApiCall).length;

    await page.goto('/');
    await page.goto((await decision).headers()['location'] ?? '');

    await announcement(page).getByText('At F.').waitFor();
    expect(room.requests.filter(isApiCall)).toHaveLength(calls);
  });

  it('S06 refuses a fragment that names another issuer (RFC 9207 §2.4)', async () => {
    const page = await room.newPage();
    await startRun(page);
    const authorization = room.requests.find((request) =>
      request.url().includes('/oauth2/authorize'),
    );
    const state = new URL(authorization?.url() ?? '').searchParams.get('state') ?? '';

    await page.goto(
      `/oauth-callback#access_token=T&token_type=bearer&state=${state}&iss=https%3A%2F%2Fevil.example`,
    );

    await page.getByRole('heading', { name: 'The answer is not from the server' }).waitFor();
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it.each([
    [401, 'The API refused: 401'],
    [403, 'The API refused: 403'],
    [undefined, 'The API did not answer'],
  ])('shows at its step that the API answers %s', async (status, title) => {
    const page = await room.newPage();
    await page.route('**/2.0/**', (route) =>
      status === undefined
        ? route.abort()
        : route.fulfill({
            status,
            headers: { 'access-control-allow-origin': '*' },
            contentType: 'application/json',
            body: JSON.stringify({ type: 'error', error: { message: 'Not with this token.' } }),
          }),
    );
    await comeBack(page);

    await page.getByRole('heading', { name: title }).waitFor();
    await announcement(page).getByText(`${title}. At API.`).waitFor();
    await expectFocusOn(page, 'Call the API from the page');
    expect(await statesOf(page)).toMatch(/done failed$/);
    expect(await page.title()).toMatch(/^✕ /);
  });

  it('shows at its step that our server is away, and leaves the token alone', async () => {
    const page = await room.newPage();
    await page.route('**/implicit/oauth-callback', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: 'away' }),
    );
    await comeBack(page);

    await announcement(page).getByText('At F.').waitFor();
    expect(await statesOf(page)).toBe('done to come done done done failed to come to come');
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it('shows the empty states of a person without addresses and repositories', async () => {
    const page = await room.newPage();

    await runThrough(page, { person: 'Nora Nobody' });

    const message = page.locator('.message');
    await message.getByText(/without a repository|has no repository/).waitFor();
    expect(await message.getByText('this user has no e-mail address').isVisible()).toBe(true);
  });

  it('has nothing to send to the API once the token is forgotten', async () => {
    const page = await room.newPage();
    await comeBack(page, { pace: 'step' });
    await page.getByRole('button', { name: 'Forget', exact: true }).click();

    await announcement(page).getByText('The token is forgotten.').waitFor();
    expect(await page.getByRole('button', { name: 'Send API' }).count()).toBe(0);
    expect(await statesOf(page)).toMatch(/done to come$/);
  });

  it('R06 S22 shows an answer of the API that is too deep or too long as far as a page can, and no part of the token in it', async () => {
    const page = await room.newPage();
    const answers: Record<string, (token: string) => string> = {
      user: (token) => JSON.stringify({ type: 'user', echo: `<${token}>` }),
      emails: () => `${'['.repeat(3_500)}1${',1'.repeat(59_999)}${']'.repeat(3_500)}`,
      workspaces: (token) =>
        JSON.stringify({ values: [], pad: '-'.repeat(128 * 1024 - 40), token }),
    };
    await page.route('**/2.0/**', (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      const token = route.request().headers()['authorization']?.slice('Bearer '.length) ?? '';
      const headers = { 'access-control-allow-origin': '*' };
      return route.fulfill({
        headers,
        contentType: 'application/json',
        body: answers[name]?.(token) ?? '{}',
      });
    });
    await runThrough(page);
    await page.getByRole('link', { name: /^API, / }).click();

    const bodies = await page.locator('.wires pre').allTextContents();
    const token = await showToken(page);
    expect(bodies.length).toBeGreaterThan(3);
    for (const body of bodies) expect(body.length).toBeLessThan(257 * 1024);
    expect(bodies.join('')).toContain('more characters, which are not shown');
    for (const part of [token, token.slice(0, 8), token.slice(-8)]) {
      expect(bodies.join('')).not.toContain(part);
    }
  });

  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['done, the token shown', (page) => runThrough(page).then(() => showToken(page))],
    ['paused before the API', (page) => comeBack(page, { pace: 'step' })],
    ['denied', (page) => comeBack(page, { answer: 'Cancel' })],
    ['a forged fragment', (page) => page.goto('/oauth-callback#access_token=T&state=other')],
    ['nothing came', (page) => page.goto('/oauth-callback')],
  ])('has no flaw to the eye or the ear: %s', async (_what, open) => {
    const page = await room.newPage({ viewport: { width: 1440, height: 1600 } });
    await open(page);
    await page.locator('main:not(.is-waiting) #message-title').waitFor();

    expect(await findFlaws(page, LARGEST_PAGE_BYTES)).toEqual([]);
  });

  it('says that nothing came when it is opened by hand, without a fragment', async () => {
    const page = await room.newPage();

    await page.goto('/oauth-callback');

    await page.getByText('You opened this page by hand').waitFor();
    expect(await page.getByRole('link', { name: 'Start a run' }).isVisible()).toBe(true);
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });
});
