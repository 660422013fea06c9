import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameServers } from '../../src/bitbucket/servers.ts';
import { API_TABLES } from '../../src/pages/api-tables.ts';
import { ROLES } from '../../src/pages/roles.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { sendRaw } from '../support/raw.ts';
import type { Page } from '../support/browser.ts';
import { runToResult } from '../support/resource-owner.ts';
import { readHtml, textOf, textsOf } from '../support/page.ts';

describe('Where to register a callback', () => {
  it('is the configured one, whatever the port, on the home page', async () => {
    const demo = await openDemo();
    const home = await demo.newBrowser().get('/');
    await demo.close();

    expect(textsOf(home.root, 'code#callback-url')).toEqual([`${demo.url}/oauth-callback`]);
    expect(home.body).not.toContain('localhost:3000');
  });

  it('is one on the visitor’s own machine where strangers use the app', async () => {
    const demo = await openDemo(HOSTED);
    const { body } = await sendRaw(demo.url, { path: '/', headers: { Host: 'demo.example' } });
    const page = await sendRaw(demo.url, {
      path: '/authorization-code',
      headers: { Host: 'demo.example' },
    });
    await demo.close();

    const home = textOf(readHtml(body));
    expect(home).toContain('your consumer belongs into a copy on your own machine');
    expect(home).toContain('http://localhost:3000/oauth-callback, if you configure');
    expect(home).toContain('(Here it is https://demo.example/oauth-callback.)');
    expect(page.body).toContain('No consumer is configured.');
  });
});

describe('What many pages name', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const sources = ['src', 'views', 'public'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|ejs|js)$/.test(file))
      .map((file) => path.posix.join(folder, file)),
  );
  const holding = (text: string) =>
    sources.filter((file) => readFileSync(file, 'utf8').includes(text));
  const headings = Object.values(API_TABLES).flatMap(({ title, columns, empty }) => [
    ...[title, ...columns].map((heading) => `>${heading}<`),
    empty,
  ]);

  it.each([
    ...Object.values(ROLES).map(({ name, id }) => [`>${name}<`, `id: '${id}'`]),
    ...headings.map((heading) => [heading]),
    ...Object.values(nameServers({ bitbucketUrl: 'https://bitbucket.org' })).map((name) => [
      `<li>${name}`,
      `>${name}<`,
    ]),
  ])('%s stands in no template and in no script of its own', (...spellings) => {
    const isItsPlace = (file: string) => /^src\/pages\/(roles|api-tables)\.ts$/.test(file);

    expect(sources.length).toBeGreaterThan(300);
    expect(spellings.flatMap(holding).filter((file) => !isItsPlace(file))).toEqual([]);
  });

  it('is the same in the tables of our server and in those that the browser fills', async () => {
    const browser = demo.newBrowser();
    const run = await runToResult(browser, '/authorization-code/authorize');
    const templates = await browser.get('/oauth-callback');
    const heads = (page: Page) =>
      page.root.querySelectorAll('.list thead th').map(({ textContent }) => textContent);

    expect(heads(run)).toHaveLength(11);
    expect(heads(templates)).toEqual(heads(run));
    const rows = templates.root.querySelectorAll('tr').map((row) => textsOf(row, 'th, td'));
    for (const [field, name] of Object.entries(API_TABLES.user.fields)) {
      expect(rows).toContainEqual([name, `{${field}}`]);
    }
  });

  it('is the same role in the messages of our server and in those that the browser fills', async () => {
    const { root } = await demo.newBrowser().get('/oauth-callback');
    const roles = root
      .querySelectorAll('template .role__letter')
      .map(({ parentNode }) => textOf(parentNode));

    for (const { name } of Object.values(ROLES)) {
      expect(roles).toContainEqual(expect.stringMatching(new RegExp(`^\\w+ ${name}$`)));
    }
  });

  it('is said of servers that cannot be reached here, too, under their own name', async () => {
    const { root } = await demo.newBrowser().get('/');

    const items = textsOf(root, 'li');
    expect(items).toContain('the sandbox, legacy era');
    expect(items).toContainEqual(expect.stringMatching(/^bitbucket\.org ./));
  });
});
