import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failures } from '../../src/failures/index.ts';
import { grants } from '../../src/grants/index.ts';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { textsOf } from '../support/page.ts';
import { decideAtSandbox, openConsent, runToResult } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const slugs = grants.map(({ slug }) => slug);
const PAGES = [
  '/',
  '/bitbucket',
  '/connect',
  '/errors',
  '/errors/redirect-uri-does-not-match',
  '/rotation',
  '/sandbox',
  '/scopes',
  ...slugs.map((slug) => `/${slug}`),
];

describe('A crawler', () => {
  let demo: TestDemo;
  let visitor: Browser;
  beforeAll(async () => {
    demo = await openDemo();
    visitor = demo.newBrowser();
    await runToResult(visitor, '/authorization-code/authorize');
  });
  afterAll(() => demo.close());

  /** The longest rule that fits decides; all of ours forbid. RFC 9309 §2.2.2 */
  async function mayFetch(path: string): Promise<boolean> {
    const { body } = await demo.newBrowser().get('/robots.txt');
    const rules = [...body.matchAll(/^Disallow: (.+)$/gm)].map(([, rule = '']) => rule);
    return !rules.some((rule) => path.startsWith(rule));
  }

  it('may read the pages, and nothing that starts a run or belongs to somebody (RFC 9309)', async () => {
    const page = await demo.newBrowser().get('/robots.txt');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    expect(page.body).toMatch(/^User-agent: \*\nDisallow: /);

    for (const path of PAGES) expect([path, await mayFetch(path)]).toEqual([path, true]);
    const closed = slugs.flatMap((slug) =>
      ['authorize', 'oauth-callback?code=c', 'exchanges/x1', 'healthcheck', 'reveal'].map(
        (below) => `/${slug}/${below}`,
      ),
    );
    for (const path of [
      ...closed,
      '/authorize?grant=implicit',
      '/oauth-callback',
      '/logout',
      '/sandbox/current/site/oauth2/authorize',
      '/sandbox/legacy/_sandbox/sign-in',
      '/health/ready',
    ]) {
      expect([path, await mayFetch(path)]).toEqual([path, false]);
    }
  });

  it('is told of every page that it may index', async () => {
    const { body: rules } = await demo.newBrowser().get('/robots.txt');
    const map = await demo.newBrowser().get('/sitemap.xml');
    const urls = textsOf(map.root, 'loc');

    expect(rules).toContain(`\nSitemap: ${demo.url}/sitemap.xml\n`);
    expect(map.headers.get('content-type')).toMatch(/^application\/xml/);
    for (const path of PAGES) expect(urls).toContain(`${demo.url}${path}`);
    expect(urls).toHaveLength(PAGES.length + failures.length - 1); // a failure is among them
    for (const url of urls)
      expect([url, await mayFetch(new URL(url).pathname)]).toEqual([url, true]);
  });

  it('may index the pages that are the same for everybody', async () => {
    for (const path of PAGES) {
      const page = await demo.newBrowser().get(path);

      expect([path, page.status, page.headers.get('x-robots-tag')]).toEqual([path, 200, null]);
    }
  });

  it('may index nothing else: what is shown to a visitor, errors, answers, files', async () => {
    const _csrf = csrfOf(await visitor.get('/authorization-code'));
    const cancelled = { decision: 'cancel' } as const;
    const answers = [
      ...(await Promise.all(PAGES.map((path) => visitor.get(path)))),
      await visitor.get('/authorization-code/exchanges/x1'),
      await visitor.post('/authorization-code/reveal', { _csrf, entry: 'access-token' }),
      await demo.newBrowser().get('/resource-owner-password/authorize'),
      await demo.newBrowser().get('/authorization-code/authorize'),
      await demo.newBrowser().get('/client-credentials?notice=not-started'),
      await demo.newBrowser().get('/oauth-callback'),
      await demo.newBrowser().get('/oauth-callback?code=c&state=s'),
      await demo.newBrowser().get('/nowhere'),
      await demo.newBrowser().get('/errors/nowhere'),
      await demo.newBrowser().post('/errors', { text: 'Invalid pagelen' }),
      await demo.newBrowser().get('/logout'),
      await demo.newBrowser().get('/health/live'),
      await demo.newBrowser().get('/style.css'),
      await visitor.follow(
        await decideAtSandbox(visitor, '/authorization-code/authorize', cancelled),
      ),
      await openConsent(visitor, '/authorization-code/authorize'),
    ];

    for (const { url, headers } of answers) {
      expect([url, headers.get('x-robots-tag')]).toEqual([url, 'noindex']);
    }
  });

  it('is told of each link that starts a run not to follow it', async () => {
    const failed = await visitor.follow(
      await decideAtSandbox(visitor, '/authorization-code/authorize', { decision: 'cancel' }),
    );
    const pages = [
      failed,
      ...(await Promise.all([...PAGES, '/oauth-callback'].map((path) => visitor.get(path)))),
    ];
    const links = pages.flatMap(({ root }) => root.querySelectorAll('a[href*="/authorize"]'));
    const followed = links.filter((link) => link.getAttribute('rel') !== 'nofollow');

    expect(links.length).toBeGreaterThan(9);
    expect(followed.map((link) => link.getAttribute('href'))).toEqual([]);
  });
});
