import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';
import { openConsent, runToResult } from '../support/resource-owner.ts';
import { openSession } from '../support/session.ts';

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';base-uri 'none';frame-ancestors 'none';form-action 'self'";

const HEADERS: Record<string, RegExp> = {
  'content-security-policy': /^default-src 'none'; ?script-src 'self'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cross-origin-embedder-policy': /^(require-corp|credentialless)$/,
  'permissions-policy': /camera=\(\)/,
  'x-frame-options': /^DENY$/,
};

const policyOf = (headers: Headers) =>
  (headers.get('content-security-policy') ?? '').replaceAll(/;\s*/g, ';');

describe('Headers of the web shell', () => {
  let demo: TestDemo;
  let browser: Browser;
  let consentPath = '';
  beforeAll(async () => {
    demo = await openDemo();
    browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    consentPath = (await openConsent(browser, '/authorization-code/authorize')).url;
  });
  afterAll(() => demo.close());

  const paths = () => [
    '/',
    ...grants.map(({ slug }) => `/${slug}`),
    '/oauth-callback',
    '/oauth-callback?code=c&state=s',
    '/resource-owner-password/authorize',
    '/authorization-code/exchanges/x3',
    '/nowhere',
    consentPath,
    '/sandbox/current/site/oauth2/authorize',
  ];

  it('S27 every page has the strict policy, and not a word more (ASVS 3.4.3)', async () => {
    for (const path of paths()) {
      const page = await browser.get(path);
      const policy = policyOf(page.headers).replace(` ${demo.url}`, ''); // S28: on the consent page

      expect([path, policy]).toEqual([path, POLICY]);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    }
  });

  it('S27 no page has a style, a handler or a script inline (ASVS 3.4.6)', async () => {
    for (const path of paths()) {
      const { body } = await browser.get(path);
      const tags = body.match(/<[a-z][^>]*>/gi) ?? [];

      expect(tags.length).toBeGreaterThan(10);
      expect(tags.filter((tag) => /\s(style|on\w+)\s*=/i.test(tag))).toEqual([]);
      expect(tags.filter((tag) => /^<style|href="(javascript|data):/i.test(tag))).toEqual([]);
      expect(body).not.toMatch(/<script\b(?![^>]*\bsrc=)/);
    }
  });

  it('S28 the consent page names the redirect’s origin beside itself, no other page any (fact 5)', async () => {
    for (const path of paths()) {
      const page = await browser.get(path);
      const formAction = /form-action ([^;]*)/.exec(policyOf(page.headers))?.[1];

      expect([path, formAction]).toEqual([
        path,
        path === consentPath ? `'self' ${demo.url}` : "'self'",
      ]);
    }
  });

  it('S28 every run starts with a link, so that form-action binds no redirect of it (fact 5)', async () => {
    for (const { slug } of grants) {
      const { body } = await browser.get(`/${slug}`);

      expect(body).toMatch(new RegExp(`<a [^>]*href="/${slug}/authorize\\?server=`));
      expect(body).not.toMatch(new RegExp(`<form [^>]*action="/${slug}/authorize`));
    }
  });

  it('S29 every page has the other headers, and none that says what runs here (ASVS 3.4.4)', async () => {
    for (const path of paths()) {
      const { headers } = await browser.get(path);

      for (const [name, value] of Object.entries(HEADERS)) {
        expect([path, name, headers.get(name)]).toEqual([path, name, expect.stringMatching(value)]);
      }
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull(); // not over plain HTTP
    }
  });

  it('S30 redirects, refusals and faults have them, too (ASVS 3.4.6)', async () => {
    const csrf = await openSession(browser);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: demo.url };
    const big = `_csrf=${csrf}&username=${'x'.repeat(11_000)}`;
    const servers = demo.servers as Map<string, unknown>;
    const broken = { ...demo.servers.get('sandbox-legacy') };
    Object.defineProperty(broken, 'tokenEndpoint', {
      get: () => {
        throw new TypeError('a fault');
      },
    });
    servers.set('sandbox-legacy', broken);

    const requests = [
      [302, { path: '/authorization-code/authorize' }],
      [400, { path: '/oauth-callback?code=c' }],
      [400, { path: '/authorization-code/exchanges/%E0%A4%A' }],
      [403, { method: 'POST', path: '/logout', headers: form }],
      [404, { path: '/nowhere' }],
      [405, { path: '/logout' }],
      [413, { method: 'POST', path: '/logout', headers: form, body: big }],
      [414, { path: `/?${'x'.repeat(9_000)}` }],
      [
        415,
        {
          method: 'POST',
          path: '/logout',
          headers: { ...form, 'Content-Encoding': 'zip' },
          body: 'a',
        },
      ],
      [500, { path: '/client-credentials/authorize?server=sandbox-legacy' }],
    ] as const;
    for (const [status, request] of requests) {
      const answer = await sendRaw(demo.url, request);

      expect([request.path.slice(0, 60), answer.status]).toEqual([
        request.path.slice(0, 60),
        status,
      ]);
      for (const [name, value] of Object.entries(HEADERS)) {
        expect([status, name, answer.headers[name]]).toEqual([
          status,
          name,
          expect.stringMatching(value),
        ]);
      }
    }
  });
});

describe('Headers of a hosted demo', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ PUBLIC_URL: 'https://demo.example', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => demo.close());

  it('S29 TLS is asked for, for a year and below (ASVS 3.4.1)', async () => {
    for (const path of ['/', '/nowhere', '/sandbox/current/nowhere']) {
      const { headers } = await demo.newBrowser().get(path, { 'X-Forwarded-Proto': 'https' });

      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    }
  });

  it('S30 a host that is not ours is refused with all headers (ASVS 3.4.6)', async () => {
    const answer = await sendRaw(demo.url, { path: '/', headers: { Host: 'evil.example' } });

    expect(answer.status).toBe(421);
    for (const [name, value] of Object.entries(HEADERS)) {
      expect([name, answer.headers[name]]).toEqual([name, expect.stringMatching(value)]);
    }
  });
});
