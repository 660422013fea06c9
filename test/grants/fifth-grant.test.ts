import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import { tokenExchange } from './support/token-exchange.ts';
import { textsOf } from '../support/page.ts';

describe('A fifth grant, of another RFC, added to the registry and nowhere else', () => {
  const slug = 'token-exchange';
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo({}, {}, { grants: [...grants, tokenExchange] });
  });
  afterAll(() => demo.close());

  it('has its page: what it is, where it is defined, when to use it, how it differs', async () => {
    const page = await demo.newBrowser().get(`/${slug}`);

    expect(page.status).toBe(200);
    expect(page.body).toContain('RFC 8693 §2');
    expect(page.message()).toContain(tokenExchange.summary);
    expect(page.text).toContain('a service calls another in the name of a person');
    expect(textsOf(page.root, 'h3 a[href="/client-credentials"]')).toEqual(['Client Credentials']);
    expect(page.link('Run it')).toBe(`${demo.url}/${slug}/authorize?pace=through`);
  });

  it('has its card and its row on the landing page', async () => {
    const { root, body } = await demo.newBrowser().get('/');

    expect(root.querySelectorAll(`h3 a[href="/${slug}"], th a[href="/${slug}"]`)).toHaveLength(2);
    expect(root.querySelector('#grants')?.textContent).toContain('RFC 8693 §2');
    expect(body).toContain(tokenExchange.useIt);
  });

  it('has its place in the navigation of every page, after the others', async () => {
    for (const path of ['/', `/${slug}`, '/implicit', '/nothing-here']) {
      const { root } = await demo.newBrowser().get(path);
      const hrefs = root.querySelectorAll('.site-nav a').map((link) => link.getAttribute('href'));

      expect(hrefs).toEqual([
        ...grants.map((grant) => `/${grant.slug}`),
        `/${slug}`,
        '/errors',
        '/scopes',
        '/sandbox',
      ]);
    }
  });

  it('tells of its health', async () => {
    const answer = await demo.newBrowser().get(`/${slug}/healthcheck`);

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'pass', serviceId: slug });
  });

  it('runs from its own address and from the one that all grants share', async () => {
    for (const path of [`/${slug}/authorize`, `/authorize?grant=${slug}`]) {
      const page = await demo.newBrowser().open(path);

      expect(page.url).toBe(`${demo.url}/${slug}?run=1&step=API#stage`);
      expect(page.announcement()).toContain('You have an access token.');
      expect(page.step('A').state).toBe('done');
      expect(page.table('User')).toContainEqual(['Display name', 'Live Person']);
    }
    const sent = demo
      .tokenRequests()
      .filter(({ method }) => method === 'POST')
      .map(({ form }) => form.get('grant_type'));
    expect(sent).toEqual(sent.map(() => 'urn:ietf:params:oauth:grant-type:token-exchange'));
    expect(sent).toHaveLength(2);
  });

  it('shows its failed run on its own page, at the step where it failed', async () => {
    demo.bitbucket.on(TOKEN_PATH, json({ error: 'invalid_target' }, 400));

    const page = await demo.newBrowser().open(`/${slug}/authorize`);

    expect(page.url).toBe(`${demo.url}/${slug}?run=1&step=A#stage`);
    expect(page.message()).toContain('invalid_target');
    expect(page.step('A')).toEqual({ state: 'failed', result: '400' });
  });

  it('is crawled like the others, and its runs are not', async () => {
    const browser = demo.newBrowser();

    expect((await browser.get(`/${slug}`)).headers.get('x-robots-tag')).toBeNull();
    expect((await browser.get('/robots.txt')).body).toContain(`Disallow: /${slug}/`);
  });
});

describe('What a grant is called', () => {
  /** The client's rooms and pages; the implicit grant has a script and templates of its own. */
  const files = ['src', 'views'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|ejs)$/.test(file) && !/^(grants|sandbox)\//.test(file))
      .map((file) => `${folder}/${file}`),
  );

  it('stands in its own files alone: no other knows its address or its name in the registry', () => {
    const address = new RegExp(`['"\`/](?:${grants.map(({ slug }) => slug).join('|')})['"\`/?#]`);
    const ofOneGrant = new RegExp(`/(?:${grants.map(({ slug }) => slug).join('|')})\\.ts'`);
    const code = (file: string) =>
      readFileSync(file, 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$|<%#.*?%>/gm, '');

    expect(files.length).toBeGreaterThan(150);
    expect(files.filter((file) => address.test(code(file)))).toEqual([]);
    expect(files.filter((file) => ofOneGrant.test(code(file)))).toEqual([]);
  });

  it('is counted nowhere: there may be one more', () => {
    const counting = /\b(?:(?:the|all|other) (?:four|three)(?! roles)|four grants)\b/i;
    const offending = files.filter((file) =>
      counting.test(readFileSync(file, 'utf8').replaceAll(/Four Grants/g, '')),
    );

    expect(offending).toEqual([]);
  });
});
