import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const JSON_PLEASE = { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' };

describe('The implicit grant, as far as the server sees it', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('S11 the page for the fragment has a script of our own origin, and nothing inline (RFC 9700 §4.3.2)', async () => {
    const page = await demo.newBrowser().get('/oauth-callback');

    const scripts = page.root.querySelectorAll('script');
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect(script.getAttribute('src')).toMatch(/^\/[^/]/);
      expect(script.textContent).toBe('');
    }
    expect((await demo.newBrowser().get('/implicit.js')).status).toBe(200);
  });

  it('S11 the script clears the fragment before anything else, and knows no storage (RFC 9700 §4.3.2)', () => {
    const script = readFileSync('public/implicit.js', 'utf8').replaceAll(
      /^\s*(\/\/|\/?\*).*$/gm,
      '',
    );
    const statements = script
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('import'));
    const modules = readdirSync('public/implicit').map((file) => `implicit/${file}`);
    const all = ['implicit.js', 'site.js', 'guide.js', ...modules]
      .map((file) => readFileSync(`public/${file}`, 'utf8'))
      .join('');

    expect(statements[0]).toMatch(/^const fragment = location\.hash/);
    expect(statements[1]).toMatch(/^history\.replaceState\(/);
    expect(all).not.toMatch(
      /localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|eval\(/,
    );
  });

  it('S11 no request of the run brings the token to our server, nor into its log (§4.2.2)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/implicit/authorize');
    const fragment = new URLSearchParams(new URL(answer.location ?? '').hash.slice(1));
    const token = fragment.get('access_token') ?? '';
    const page = await browser.get('/oauth-callback');
    const state = fragment.get('state') ?? '';
    const form = { state, iss: fragment.get('iss') ?? '', _csrf: csrfOf(page) };

    const server = await browser.post('/implicit/oauth-callback', form, JSON_PLEASE);
    const lesson = await browser.get('/implicit');

    expect(token.length).toBeGreaterThan(40);
    for (const text of [page.body, server.body, lesson.body, demo.log()]) {
      expect(text).not.toContain(token);
    }
    expect(server.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['a strange state', { state: 'other' }],
    ['no state', {}],
    ['an empty state', { state: '' }],
  ])(
    'S12 a forged fragment with %s is refused, and the script learns of no API (RFC 9700 §4.6)',
    async (_what, response) => {
      const browser = demo.newBrowser();
      await browser.get('/implicit/authorize');
      const csrf = csrfOf(await browser.get('/oauth-callback'));
      const apiCalls = () =>
        demo.sandboxes.legacy.requests.filter(({ path }) => path.startsWith('/2.0')).length;
      const before = apiCalls();

      const answer = await browser.post(
        '/implicit/oauth-callback',
        { ...response, _csrf: csrf },
        JSON_PLEASE,
      );

      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toEqual({
        error: {
          title: expect.any(String),
          explanation: expect.any(String),
          whatToDo: expect.any(String),
          requestId: expect.any(String),
        },
      });
      expect(apiCalls()).toBe(before);
    },
  );

  it('S12 the state of another browser is refused, and stays good for its own (§10.12)', async () => {
    const ada = demo.newBrowser();
    const eve = demo.newBrowser();
    const start = await ada.get('/implicit/authorize');
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    await eve.get('/implicit/authorize');
    const iss = demo.sandboxes.legacy.issuer;
    const take = async (browser: typeof ada) => {
      const form = { state, iss, _csrf: csrfOf(await browser.get('/oauth-callback')) };
      return (await browser.post('/implicit/oauth-callback', form, JSON_PLEASE)).status;
    };

    expect(await take(eve)).toBe(400);
    expect(await take(ada)).toBe(200);
  });

  it('S12 the state of another grant is refused, and stays good for its own', async () => {
    const browser = demo.newBrowser();
    const start = '/authorization-code/authorize?server=sandbox-legacy';
    const answer = await decideAtSandbox(browser, start);
    const { state = '', iss = '' } = Object.fromEntries(
      new URL(answer.location ?? '').searchParams,
    );
    const form = { state, iss, _csrf: csrfOf(await browser.get('/oauth-callback')) };

    const refused = await browser.post('/implicit/oauth-callback', form, JSON_PLEASE);

    expect(refused.status).toBe(400);
    expect(refused.body).not.toContain('apiBaseUrl');
    expect((await browser.get(answer.location ?? '')).status).toBe(303);
  });

  it('S12 the state of an implicit run is refused where a code is awaited', async () => {
    const browser = demo.newBrowser();
    const start = await browser.get('/implicit/authorize');
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    const iss = encodeURIComponent(demo.sandboxes.legacy.issuer);
    const before = demo.sandboxes.legacy.requests.length;

    const page = await browser.get(
      `/authorization-code/oauth-callback?code=c&state=${state}&iss=${iss}`,
    );

    expect(page.status).toBe(400);
    expect(demo.sandboxes.legacy.requests).toHaveLength(before);
  });
});
