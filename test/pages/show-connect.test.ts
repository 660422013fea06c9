import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUESTIONS, connectAddress, readAnswers } from '../../src/connect/questions.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Page } from '../support/page.ts';

const [who, where, later] = QUESTIONS.map(({ choices }) => choices.map(({ value }) => value));

const combinations = (who ?? []).flatMap((one) =>
  (where ?? []).flatMap((place) =>
    (later ?? []).map((goesOn) => ({ who: one, where: place, later: goesOn })),
  ),
);

/** What each leads to: the grant by its title, or that there is none. */
const LEADS_TO: Readonly<Record<string, string>> = {
  'person server': 'Authorization Code',
  'person machine': 'Authorization Code',
  'person page': 'Not with Bitbucket',
  'app server': 'Client Credentials',
  'app machine': 'Client Credentials',
  'app page': 'Not with Bitbucket',
};

const advice = (page: Page) => page.root.querySelector('#advice');
const textOf = (page: Page) => (advice(page)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('/connect', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const get = (path: string) => demo.newBrowser().get(path);

  it('asks three questions; all that can be answered is twelve', () => {
    expect(combinations).toHaveLength(12);
  });

  it('is answered by links alone, in any order, and each keeps what was answered before', async () => {
    const browser = demo.newBrowser();
    let page = await browser.get('/connect');
    expect(textOf(page)).toContain('3 questions are left.');
    for (const answer of ['No', 'On a server', 'The app itself']) {
      page = await browser.get(page.link(answer));
    }

    expect(page.url).toBe(`${demo.url}/connect?who=app&where=server&later=no`);
    expect(page.root.querySelectorAll('.answers [aria-current]')).toHaveLength(3);
    expect(textOf(page)).toContain('Client Credentials');
    expect(textOf(await browser.get(page.link('Start again')))).toContain('3 questions are left.');
  });

  it.each(combinations)(
    'answers $who, $where, $later, and every link of the answer leads somewhere',
    async (answers) => {
      const page = await get(connectAddress(readAnswers(new Map(Object.entries(answers)))));
      const text = textOf(page);
      const title = advice(page)?.querySelector('h2')?.textContent;

      expect(title).toBe(LEADS_TO[`${answers.who} ${answers.where}`]);
      expect(text).toMatch(/\b(?:documented|seen|disputed), 20\d\d-\d\d/);
      const links = (advice(page)?.querySelectorAll('a') ?? []).map(
        (link) => link.getAttribute('href') ?? '',
      );
      expect(links.length).toBeGreaterThan(2);
      for (const href of links.filter((one) => one.startsWith('/'))) {
        const [path = '', anchor] = href.split('#');
        const target = await demo.newBrowser().open(path);
        const isThere = anchor === undefined || target.root.querySelector(`#${anchor}`) !== null;
        expect([href, target.status, isThere]).toEqual([href, 200, true]);
      }
    },
  );

  it.each(combinations.filter((one) => one.where !== 'page'))(
    'names for $who, $where, $later scopes, boxes, callback and what to store, and runs it on the stage',
    async (answers) => {
      const browser = demo.newBrowser();
      const page = await browser.get(`/connect?${new URLSearchParams(answers).toString()}`);
      const terms = advice(page)?.querySelectorAll('dt') ?? [];

      expect(terms.map((term) => term.textContent)).toEqual([
        'Why',
        'Scopes',
        'Boxes',
        'Callback',
        'Store',
        'The code',
      ]);
      const [source = ''] = /src\/grants\/[\w-]+\.ts/.exec(textOf(page)) ?? [];
      expect(existsSync(source)).toBe(true);
      const stage = await browser.open(page.link('Run it on the stage'));
      expect(stage.announcement()).toContain('Paused before A.');
    },
  );

  it('tells those who go on from those who do not: what is stored differs', async () => {
    for (const place of ['who=person&where=server', 'who=app&where=machine']) {
      const [goesOn, ends] = await Promise.all([
        get(`/connect?${place}&later=yes`),
        get(`/connect?${place}&later=no`),
      ]);
      expect(textOf(goesOn)).not.toBe(textOf(ends));
    }
  });

  it('takes what is no answer for none', async () => {
    const page = await get('/connect?who=nobody&where=server&later=yes&more=1');

    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('1 question is left.');
  });
});
