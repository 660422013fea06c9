/** The implicit grant, RFC 6749 §4.2, whose client is a script: where the token goes, and where it must not. */
import { describe, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { findFlaws } from './inspection.ts';
import { chooseToBe, decide } from './person.ts';
import { openRoom } from './support.ts';

/** A call that is stopped, which one test is about, is said in the console. */
const room = openRoom({}, [], /^Failed to load resource: net::ERR_FAILED$/);

/** The script of this grant, and the templates that it fills, come to those of a stage. */
const LARGEST_PAGE_BYTES = 155_000;

const START = '/implicit/authorize?server=sandbox-legacy';

async function startRun(page: Page, pace: 'through' | 'step' = 'through'): Promise<void> {
  await page.goto(`${START}&pace=${pace}`);
  if (pace === 'step') await page.getByRole('button', { name: 'Send A' }).click();
  await page.waitForURL('**/sign-in?**');
}

async function comeBack(
  page: Page,
  { pace = 'through', person = 'Ada Example', answer = 'Grant access' }: How = {},
): Promise<void> {
  await startRun(page, pace);
  await chooseToBe(page, person);
  await decide(page, answer);
}

interface How {
  readonly pace?: 'through' | 'step';
  readonly person?: string;
  readonly answer?: 'Grant access' | 'Cancel';
}

const announcement = (page: Page) => page.getByRole('status');

/** The whole run, down to the tables. */
async function runThrough(page: Page, how: How = {}): Promise<void> {
  await comeBack(page, how);
  await announcement(page).getByText('The API took it.').waitFor();
}

/** Tokens of the legacy era; the page knows this one from its script's memory alone. */
async function showToken(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  return page.locator('.token-bar__shown').innerText();
}

/** `done done … failed`: A to API. */
async function statesOf(page: Page): Promise<string> {
  const labels = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.diagram .row')].map((row) => row.getAttribute('aria-label'))`,
  );
  return labels.map((label) => label.split(', ').at(-1)).join(' ');
}

/** The heading of the message has the focus. */
async function expectFocusOn(page: Page, title: string): Promise<void> {
  await page.locator('#message-title:focus', { hasText: title }).waitFor();
}

/** What a request brings to the other side, all of it. */
async function textOf(request: Request): Promise<string> {
  const headers = JSON.stringify(await request.allHeaders());
  // The browser's own note of a page's address has the fragment; what goes over the wire has not.
  const url = request.url().replace(/#.*/, '');
  return [request.method(), url, headers, request.postData() ?? ''].join('\n');
}

const isApiCall = (request: Request) => request.url().includes('/2.0/');

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
