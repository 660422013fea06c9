import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';
import { sessionCookie } from '../support/session.ts';
import type { Browser } from '../support/browser.ts';

const START = '/authorization-code/authorize';

describe('The session', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  /** Somebody who has got hold of a cookie. */
  function holderOf(cookie: string): Browser {
    const browser = demo.newBrowser();
    browser.cookies.set('session', { value: cookie, path: '/' });
    return browser;
  }

  it('S14 "Forget all" ends it on the server: the old cookie is anonymous (RFC 9700 §4.2)', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);
    const cookie = sessionCookie(browser);
    expect((await holderOf(cookie).get('/authorization-code')).body).toContain('ada@mail.example');

    const left = await page.form('Forget all').submit();

    expect(left.status).toBe(303);
    expect(left.headers.getSetCookie().join()).toMatch(/^session=;.*Expires=Thu, 01 Jan 1970/);
    for (const visitor of [browser, holderOf(cookie)]) {
      for (const query of ['', '?run=1', '?run=1&step=D&view=wire']) {
        const stage = await visitor.get(`/authorization-code${query}`);
        expect(stage.announcement()).toBe('Nothing has run yet.');
        expect(stage.body).not.toContain('ada@mail.example');
      }
    }
  });

  it('S14 the runs under way are forgotten with it: their answers are not used', async () => {
    const browser = demo.newBrowser();
    const start = await browser.get(START);
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    const cookie = sessionCookie(browser);
    const home = await browser.get('/');
    await browser.submit(home, '[action="/logout"]');

    const page = await holderOf(cookie).get(`/oauth-callback?code=c&state=${state}`);

    expect(page.status).toBe(400);
  });

  it('S14 the page says to the browser not to keep it for the Back button', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, START);

    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('S14 GET /logout is refused and ends nothing', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, START);

    const refused = await browser.get('/logout');

    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('POST');
    expect((await browser.get('/authorization-code')).body).toContain('ada@mail.example');
  });

  it.each(['planted', 's%3Aplanted.AAAA', 's%3Aplanted'])(
    'S17 a planted id, %s, is ignored: the server makes its own',
    async (planted) => {
      const browser = holderOf(planted);

      await browser.get(START);

      expect(sessionCookie(browser)).toMatch(/^s%3A[\w-]{32,}\./);
      expect(sessionCookie(browser)).not.toContain('planted');
    },
  );

  it('S17 the id is another one once tokens have come, and the old one is dead (§10.12)', async () => {
    const browser = demo.newBrowser();
    await browser.get(START);
    const before = sessionCookie(browser);

    await runToResult(browser, START);

    expect(sessionCookie(browser)).not.toBe(before);
    const stage = await holderOf(before).get('/authorization-code');
    expect(stage.body).not.toContain('ada@mail.example');
    expect(stage.announcement()).toBe('Nothing has run yet.');
  });

  it('S17 who planted the old id does not get in by a state of their own, nor by a run (§10.12)', async () => {
    const eve = demo.newBrowser();
    const start = await eve.get(START);
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    const planted = sessionCookie(eve);
    const iss = encodeURIComponent(demo.sandboxes.current.issuer);
    const spent = `/oauth-callback?error=access_denied&state=${state}&iss=${iss}`;
    expect((await eve.open(spent)).announcement()).toContain('You denied access');
    await runToResult(holderOf(planted), START); // the victim, in whose browser it was planted

    for (const path of [spent, '/client-credentials/authorize', '/authorization-code']) {
      const browser = holderOf(planted);
      await browser.open(path);
      const lesson = await browser.get('/authorization-code');

      expect(lesson.body).not.toContain('ada@mail.example');
    }
  });

  it('S18 over plain HTTP the cookies have all flags but Secure, and few bytes', async () => {
    const page = await demo.newBrowser().get(START);

    const [mark, cookie = '', ...more] = page.headers.getSetCookie();
    expect(more).toEqual([]);
    expect(mark).toMatch(/^sandbox-visitor=[\w-]{43}; Path=\/sandbox; HttpOnly; SameSite=Lax$/);
    expect(cookie).toMatch(/^session=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookie.length).toBeLessThan(4_096);
  });

  it('S18 S19 reading pages sets no cookie', async () => {
    for (const path of ['/', '/authorization-code', '/implicit', '/oauth-callback', '/nowhere']) {
      expect((await demo.newBrowser().get(path)).headers.getSetCookie()).toEqual([]);
    }
  });
});

describe('The session behind a proxy that ends TLS', () => {
  const SEEN = { 'X-Forwarded-Proto': 'https' };
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ PUBLIC_URL: 'https://demo.example', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => demo.close());

  it('S18 over HTTPS the cookies have every flag, that of the session the __Host- name (RFC 6265bis §4.1.3.2)', async () => {
    const page = await demo.newBrowser().get(START, SEEN);

    const [mark, cookie = ''] = page.headers.getSetCookie();
    expect(mark).toMatch(/; Path=\/sandbox; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).toMatch(/^__Host-session=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toMatch(/Domain/i);
  });

  it('S18 a request whose TLS is not seen gets no cookie, and a word in the log, once', async () => {
    const unseen = await openDemo({ PUBLIC_URL: 'https://demo.example', TRUSTED_PROXIES: '1' });
    await unseen.newBrowser().get(START);
    const page = await unseen.newBrowser().get(START);
    await unseen.close();

    expect(page.headers.getSetCookie()).toEqual([]);
    expect(unseen.log().match(/send X-Forwarded-Proto/g)).toHaveLength(1);
  });
});
