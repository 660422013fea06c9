import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statements } from '../../src/statements/index.ts';
import { hrefOf } from '../../src/statements/statement.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Element } from '../support/page.ts';

describe('The page /bitbucket', () => {
  let demo: TestDemo;
  let root: Element;
  beforeAll(async () => {
    demo = await openDemo();
    ({ root } = await demo.newBrowser().get('/bitbucket'));
  });
  afterAll(() => demo.close());

  it('has an anchor for each statement, and a link to each source', () => {
    const hrefs = new Set(statements.flatMap(({ sources }) => sources.map(hrefOf)));
    const ids = new Set(root.querySelectorAll('li[id]').map(({ id }) => id));
    const links = new Set(root.querySelectorAll('a').map((link) => link.getAttribute('href')));

    expect(statements.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect([...hrefs].filter((href) => !links.has(href))).toEqual([]);
  });

  it('needs no script, and begins no session', async () => {
    const { headers } = await demo.newBrowser().get('/bitbucket');

    expect(root.querySelectorAll('script[type=module]')).toHaveLength(0);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('has the timeline, and the landing page leads there from the anchor of old links', async () => {
    const home = await demo.newBrowser().get('/');

    expect(root.querySelector('h2#timeline')).not.toBeNull();
    expect(home.root.querySelector('#timeline')).not.toBeNull();
    expect(home.root.querySelector('a[href="/bitbucket#timeline"]')).not.toBeNull();
  });

  it('is one step away from every page', async () => {
    for (const path of ['/', '/sandbox', '/client-credentials', '/nowhere']) {
      const page = await demo.newBrowser().get(path);
      expect(page.root.querySelector('a[href="/bitbucket"]')).not.toBeNull();
    }
  });
});
