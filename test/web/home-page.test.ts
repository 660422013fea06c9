import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

describe('The landing page', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('has three doors, each usable at once: to connect an app, to fix what broke, to learn', async () => {
    const { root } = await demo.newBrowser().get('/');
    const doors = root.querySelectorAll('.door');
    const [connect, fix, learn] = doors;

    expect(doors.map((door) => door.querySelector('h2')?.textContent)).toEqual([
      'Connect an app',
      'Fix what broke',
      'Learn OAuth',
    ]);
    const hrefs = (door: typeof connect) =>
      door?.querySelectorAll('a').map((one) => one.getAttribute('href'));
    expect(hrefs(connect)).toEqual(
      expect.arrayContaining(['/connect', '/connect?who=person', '/connect?who=app', '/scopes']),
    );
    expect(fix?.querySelector('form')?.getAttribute('action')).toBe('/errors');
    expect(fix?.querySelector('textarea')?.getAttribute('name')).toBe('text');
    expect(hrefs(learn)).toEqual(
      expect.arrayContaining([
        `/${grants[0]?.slug}/authorize?pace=step`,
        `/${grants[0]?.slug}/authorize?pace=through`,
      ]),
    );
    expect(root.querySelectorAll('.button--primary')).toHaveLength(1);
  });

  it('shows first what bitbucket.org still offers, and counts nothing', async () => {
    const { root } = await demo.newBrowser().get('/');
    const order = root
      .querySelectorAll('#grants h3 a:first-child')
      .map((one) => one.getAttribute('href')?.slice(1));
    const statusOf = (slug: string | undefined) =>
      grants.find((grant) => grant.slug === slug)?.onBitbucket.status ?? 'none';

    expect(order.map(statusOf)).toEqual(order.map(statusOf).toSorted().toReversed());
    expect(order).toHaveLength(grants.length);
    expect(root.querySelector('main')?.textContent).not.toMatch(/\bfour\b/i);
  });

  it('is where old links lead: each anchor of theirs is there', async () => {
    const { root } = await demo.newBrowser().get('/');

    for (const id of ['grants', 'comparison', 'own-consumer', 'timeline', 'term-state']) {
      expect([id, root.querySelectorAll(`[id="${id}"]`).length]).toEqual([id, 1]);
    }
  });
});

describe('Every page', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('has the same header, footer and script; pages to read have a stylesheet and a script more', async () => {
    const frames = await Promise.all(
      ['/', '/bitbucket', '/sandbox', '/nowhere', '/implicit'].map(async (path) => {
        const { root } = await demo.newBrowser().get(path);
        for (const one of root.querySelectorAll('[aria-current]'))
          one.removeAttribute('aria-current');
        const all = (selector: string, attribute: string) =>
          root.querySelectorAll(selector).map((one) => one.getAttribute(attribute));
        return {
          sheets: all('link[rel="stylesheet"]', 'href'),
          scripts: all('head script', 'src'),
          frame: ['.site-header', '.site-footer'].map((part) =>
            root.querySelectorAll(part).map(String),
          ),
        };
      }),
    );

    for (const { frame } of frames) expect(frame).toEqual(frames[0]?.frame);
    expect(frames[0]?.frame.map((parts) => parts.length)).toEqual([1, 1]);
    const toRead = [
      ['/style.css', '/guide.css'],
      ['/guide.js', '/site.js'],
    ];
    expect(frames.map(({ sheets, scripts }) => [sheets, scripts])).toEqual([
      ...frames.slice(1).map(() => toRead),
      [['/style.css'], ['/site.js']],
    ]);
  });

  it('leads to the grants, the errors, the scopes and the sandbox, and has the field for an error', async () => {
    for (const path of ['/', '/bitbucket', '/nowhere', '/implicit']) {
      const { root } = await demo.newBrowser().get(path);
      const links = root.querySelectorAll('.site-nav a').map((one) => one.getAttribute('href'));

      expect(links).toEqual([
        ...grants.map(({ slug }) => `/${slug}`),
        '/errors',
        '/scopes',
        '/sandbox',
      ]);
      const field = root.querySelector('.site-header form[action="/errors"] input[name="text"]');
      expect(field).not.toBeNull();
    }
  });

  it('has one way to forget all once there is a session, and none before', async () => {
    const browser = demo.newBrowser();
    const paths = ['/', '/bitbucket', '/sandbox', '/nowhere', '/client-credentials'];
    const countOn = async (path: string) =>
      (await browser.get(path)).root.querySelectorAll('form[action="/logout"]').length;

    for (const path of paths) expect([path, await countOn(path)]).toEqual([path, 0]);
    await browser.open('/client-credentials/authorize?pace=through');
    for (const path of paths) expect([path, await countOn(path)]).toEqual([path, 1]);
  });

  it('says nothing of lessons', async () => {
    for (const path of ['/', '/bitbucket', '/sandbox', '/nowhere', '/authorization-code']) {
      const { root } = await demo.newBrowser().get(path);
      expect(root.textContent).not.toMatch(/\blessons?\b/i);
    }
  });
});
