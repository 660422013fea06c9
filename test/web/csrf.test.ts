import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openConsent, runToResult } from '../support/resource-owner.ts';
import { openSession } from '../support/session.ts';
import { hiddenFields } from '../support/page.ts';

const FORMS = [
  ['/logout', {}],
  ['/authorization-code/reveal', { entry: 'access-token' }],
  ['/authorization-code/refresh', {}],
  ['/authorization-code/call', {}],
  ['/sandbox/clock', { era: 'current', turn: '2 hours' }],
  ['/sandbox/faults', { fault: 'empty', endpoint: 'token', era: 'current', times: '1' }],
  ['/sandbox/faults/clear', {}],
  ['/resource-owner-password/authorize', { username: 'ada', password: 'lovelace' }],
  ['/implicit/oauth-callback', { state: 'x' }],
] as const;

const OWN = { 'Sec-Fetch-Site': 'same-origin' };

describe('S13 forms from elsewhere', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  describe.each(FORMS)('POST %s', (path, fields) => {
    it.each([
      ['from another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['from another subdomain', { 'Sec-Fetch-Site': 'same-site' }],
      ['typed by nobody', { 'Sec-Fetch-Site': 'none' }],
      ['from an old browser on another site', { Origin: 'https://evil.example' }],
      ['from a sandboxed frame', { Origin: 'null' }],
      ['from nowhere', {}],
    ])('S13 is refused %s, good token or not', async (_what, headers) => {
      const browser = demo.newBrowser();
      const csrf = await openSession(browser);
      const before = demo.sandboxes.legacy.requests.length;

      const page = await browser.post(path, { ...fields, _csrf: csrf }, headers);

      expect(page.status).toBe(403);
      expect(page.body).toContain('That form came from another site');
      expect(demo.sandboxes.legacy.requests).toHaveLength(before);
      expect((await browser.get('/')).body).toContain(csrf); // the session is as it was
    });

    it('S13 is refused without the token of this session', async () => {
      const browser = demo.newBrowser();
      const csrf = await openSession(browser);
      const foreign = await openSession(demo.newBrowser());
      const before = demo.sandboxes.legacy.requests.length;

      for (const tokens of [{}, { _csrf: '' }, { _csrf: foreign }, { _csrf: `${csrf}x` }]) {
        const page = await browser.post(path, { ...fields, ...tokens }, OWN);

        expect(page.status).toBe(403);
        expect(page.body).toContain('That form is out of date');
      }
      expect(demo.sandboxes.legacy.requests).toHaveLength(before);
    });

    it('S13 is refused without a session, even with an empty token', async () => {
      const page = await demo.newBrowser().post(path, { ...fields, _csrf: '' }, OWN);

      expect(page.status).toBe(403);
    });
  });

  it('S13 a form of our own pages is taken, with Fetch Metadata or with Origin', async () => {
    for (const headers of [OWN, { Origin: demo.url }]) {
      const browser = demo.newBrowser();
      await runToResult(browser, '/authorization-code/authorize');
      const csrf = await openSession(browser);
      const entry = 'access-token';

      const shown = await browser.post(
        '/authorization-code/reveal',
        { entry, _csrf: csrf },
        headers,
      );
      const refreshed = await browser.post('/authorization-code/refresh', { _csrf: csrf }, headers);
      const left = await browser.post('/logout', { _csrf: csrf }, headers);

      expect([shown.status, refreshed.status, left.status]).toEqual([200, 303, 303]);
    }
  });

  it('S13 what changes something cannot be asked for with GET', async () => {
    const browser = demo.newBrowser();
    await openSession(browser);

    for (const path of [
      '/logout',
      '/authorization-code/reveal',
      '/authorization-code/refresh',
      '/authorization-code/call',
    ]) {
      const page = await browser.get(path);

      expect(page.status).toBe(405);
      expect(page.headers.get('allow')).toBe('POST');
    }
  });

  it('S13 the sandbox’s consent is refused from another site, and without its token', async () => {
    const browser = demo.newBrowser();
    const consent = await openConsent(browser, '/authorization-code/authorize');
    const request = new URL(consent.url).searchParams.get('request') ?? '';
    const { csrf = '' } = hiddenFields(consent.root);
    const form = { request, csrf, person: 'ada', decision: 'grant' };
    const path = '/sandbox/current/_sandbox/consent';

    const foreign = await browser.post(path, form, { 'Sec-Fetch-Site': 'cross-site' });
    const old = await browser.post(path, form, { Origin: 'https://evil.example' });
    const tokenless = await browser.post(path, { ...form, csrf: 'x' });
    const own = await browser.post(path, form);

    expect([foreign.status, old.status, tokenless.status]).toEqual([403, 403, 403]);
    expect(own.status).toBe(302);
  });

  it('S13 the sandbox’s sign-in is refused from another site, and without its token', async () => {
    const browser = demo.newBrowser();
    const page = await browser.open('/authorization-code/authorize');
    const request = new URL(page.url).searchParams.get('request') ?? '';
    const { csrf = '' } = hiddenFields(page.root);
    const form = { request, csrf, person: 'ada' };
    const path = '/sandbox/current/_sandbox/sign-in';

    const foreign = await browser.post(path, form, { 'Sec-Fetch-Site': 'cross-site' });
    const tokenless = await browser.post(path, { ...form, csrf: 'x' });
    const own = await browser.post(path, form);

    expect([foreign.status, tokenless.status]).toEqual([403, 403]);
    expect(own.status).toBe(303);
  });
});
