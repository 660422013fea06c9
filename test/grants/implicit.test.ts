import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const START = '/implicit/authorize';

/** What the script of the page does in (F): hands over what the server must check. */
async function handOver(browser: Browser, response: Record<string, string>): Promise<Page> {
  const page = await browser.get('/oauth-callback');
  const headers = { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' };
  return browser.post('/implicit/oauth-callback', { ...response, _csrf: csrfOf(page) }, headers);
}

function fragmentOf(answer: Page): URLSearchParams {
  return new URLSearchParams(new URL(answer.location ?? '').hash.slice(1));
}

describe('Implicit Grant (RFC 6749 §4.2)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('asks for a token, without a secret and without PKCE (A, §4.2.1)', async () => {
    const page = await demo.newBrowser().get(START);

    const url = new URL(page.location ?? '');
    expect(url.pathname).toBe('/sandbox/legacy/site/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'token',
      client_id: demo.sandboxes.legacy.clients[0]?.clientId,
      redirect_uri: `${demo.url}/oauth-callback`,
      scope: 'account email repository',
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('gets the token in the fragment, serves a page for it and takes the state alone (C-F, §4.2.2)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, START);
    const fragment = fragmentOf(answer);

    const page = await browser.get('/oauth-callback');
    const server = await handOver(browser, {
      state: fragment.get('state') ?? '',
      iss: fragment.get('iss') ?? '',
    });

    expect(fragment.get('access_token')).toMatch(/^.{80,}$/);
    expect(fragment.has('refresh_token')).toBe(false);
    expect(page.status).toBe(200);
    expect(page.root.querySelector('script[src="/implicit.js"]')).not.toBeNull();
    expect(page.body).toContain('This grant needs JavaScript');
    expect(server.status).toBe(200);
    expect(JSON.parse(server.body)).toEqual({
      apiBaseUrl: `${demo.url}/sandbox/legacy/2.0`,
      pace: 'through',
      path: '/implicit?run=1&step=G#stage',
    });
  });

  it('lets the script call the API with the token (G, RFC 6750 §2.1)', async () => {
    const answer = await decideAtSandbox(demo.newBrowser(), START);

    const user = await fetch(`${demo.url}/sandbox/legacy/2.0/user`, {
      headers: { Authorization: `Bearer ${fragmentOf(answer).get('access_token')}` },
    });

    expect(await user.json()).toMatchObject({ display_name: 'Ada Example' });
  });

  it('gets a denial in the fragment, too (§4.2.2.1)', async () => {
    const answer = await decideAtSandbox(demo.newBrowser(), START, { decision: 'cancel' });

    expect(fragmentOf(answer).get('error')).toBe('access_denied');
    expect(fragmentOf(answer).has('access_token')).toBe(false);
  });

  it('takes a state once (§10.12)', async () => {
    const browser = demo.newBrowser();
    const fragment = fragmentOf(await decideAtSandbox(browser, START));
    const response = { state: fragment.get('state') ?? '', iss: fragment.get('iss') ?? '' };

    expect((await handOver(browser, response)).status).toBe(200);
    expect((await handOver(browser, response)).status).toBe(400);
  });

  it('does not run where it has been removed, and says where it does', async () => {
    const page = await demo.newBrowser().get(`${START}?server=sandbox-current`);

    expect(page.status).toBe(400);
    expect(page.body).toContain('the sandbox, legacy era');
  });

  it('shows an error that comes in the query, where its figure has none (§4.2.2.1)', async () => {
    const browser = demo.newBrowser();
    const start = await browser.get(START);
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({
      error: 'unsupported_response_type',
      error_description: 'No more',
      iss: demo.sandboxes.legacy.issuer,
      state,
    });

    const page = await browser.open(`/oauth-callback?${query.toString()}`);

    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('unsupported_response_type');
    expect(page.message()).toContain('No more');
  });

  it('refuses a code in the query, and spends nothing', async () => {
    const browser = demo.newBrowser();
    const start = await browser.get(START);
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    const iss = demo.sandboxes.legacy.issuer;
    const query = new URLSearchParams({ code: 'c'.repeat(18), state, iss });

    const page = await browser.open(`/oauth-callback?${query.toString()}`);

    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('comes in the fragment');
    const posts = demo.sandboxes.legacy.requests.filter(({ path }) =>
      path.endsWith('access_token'),
    );
    expect(posts).toEqual([]);
  });
});
