/** The implicit grant, RFC 6749 §4.2, whose client is a script: where the token goes, and where it must not. */
import { describe, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { chooseToBe, decide, goToStage, pressRun, resultOf, runGrant } from './person.ts';
import { openRoom } from './support.ts';

const room = openRoom();

/** Tokens of the legacy era; the page knows this one from its script's memory alone. */
async function revealToken(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Reveal the access token' }).click();
  return page.getByText(/^[\w=-]{80,}$/).innerText();
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
  it('S28 runs from the landing page to the API results (A-G)', async () => {
    const page = await room.newPage();
    await goToStage(page, 'implicit');
    await pressRun(page, 'legacy');
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');

    const result = resultOf(page);
    await result.getByText('10 of the workspace analytical-engines').waitFor();
    const rows = (await result.getByRole('row').allInnerTexts()).join('\n');
    expect(rows).toContain('Ada Example');
    expect(rows).toMatch(/^analytical-engines\t/m);
    for (const name of ['difference-engine', 'bell']) expect(rows).toContain(name);
    await page.getByText(/^1:59:\d\d left$|^2:00:00 left$/).waitFor(); // it counts, too
  });

  it('S11 clears the fragment at once, and keeps the token out of storage, history and document', async () => {
    const page = await room.newPage();
    await runGrant(page, 'implicit');

    expect(await page.evaluate('location.hash')).toBe('');
    const stored = await page.evaluate<string>(STORED);
    const shown = await page.content();
    const cookies = JSON.stringify(await page.context().cookies());

    const token = await revealToken(page);
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
    await runGrant(page, 'implicit');
    await resultOf(page).getByText('10 of the workspace').waitFor();
    const token = await revealToken(page);

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
    expect(room.requests.filter(isApiCall)).toEqual([]);
    expect(await page.getByRole('button', { name: 'Reveal the access token' }).count()).toBe(0);
  });

  it('S12 refuses a forged fragment in a browser that never came here before', async () => {
    const page = await room.newPage();

    await page.goto('/oauth-callback#access_token=T&token_type=bearer&state=other');

    await page.getByRole('status').getByText('The run ended early').waitFor();
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it('S12 uses a fragment once: the same address again brings no call of the API', async () => {
    const page = await room.newPage();
    const decision = page.waitForResponse((response) => response.url().endsWith('/consent'));
    await runGrant(page, 'implicit');
    await resultOf(page).getByText('10 of the workspace').waitFor();
    const calls = room.requests.filter(isApiCall).length;

    await page.goto('/');
    await page.goto((await decision).headers()['location'] ?? '');

    await page.getByRole('status').getByText('The run ended early').waitFor();
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

  it('says that access was denied (§4.2.2.1)', async () => {
    const page = await room.newPage();
    await goToStage(page, 'implicit');
    await pressRun(page, 'legacy');
    await chooseToBe(page, 'Ada Example');

    await decide(page, 'Cancel');

    await page.getByRole('heading', { name: 'You denied access' }).waitFor();
    expect(await page.getByText('access_denied').first().isVisible()).toBe(true);
    expect(room.requests.filter(isApiCall)).toEqual([]);
  });

  it('shows the empty states of a person without addresses and repositories', async () => {
    const page = await room.newPage();

    await runGrant(page, 'implicit', { person: 'Nora Nobody' });

    const result = resultOf(page);
    await result.getByText(/without a repository|has no repository/).waitFor();
    expect(await result.getByText('this user has no e-mail address').isVisible()).toBe(true);
  });

  it('S22 hides the token again', async () => {
    const page = await room.newPage();
    await runGrant(page, 'implicit');
    const token = await revealToken(page);

    await page.getByRole('button', { name: 'Hide the access token' }).click();

    await page.getByRole('button', { name: 'Reveal the access token' }).waitFor();
    expect(await page.content()).not.toContain(token);
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
    await page.goto('/implicit');
    await pressRun(page, 'legacy');
    await chooseToBe(page, 'Ada Example');
    await decide(page, 'Grant access');
    await resultOf(page).waitFor();

    const bodies = await page.locator('pre[data-slot="body"]').allTextContents();
    const token = await revealToken(page);
    expect(bodies.length).toBeGreaterThan(3);
    for (const body of bodies) expect(body.length).toBeLessThan(257 * 1024);
    expect(bodies.join('')).toContain('more characters, which are not shown');
    for (const part of [token, token.slice(0, 8), token.slice(-8)]) {
      expect(bodies.join('')).not.toContain(part);
    }
  });

  it('forgets the token on reload, and says so', async () => {
    const page = await room.newPage();
    await runGrant(page, 'implicit');
    const token = await revealToken(page);

    await page.reload();

    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.content()).not.toContain(token);
    expect(await resultOf(page).count()).toBe(0);
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

async function startRun(page: Page): Promise<void> {
  await page.goto('/implicit');
  await pressRun(page, 'legacy');
  await page.waitForURL('**/sign-in?**');
}
