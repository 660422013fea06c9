import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statements } from '../../src/statements/index.ts';
import { hrefOf } from '../../src/statements/statement.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

describe('The page /bitbucket', () => {
  let demo: TestDemo;
  let text: string;
  beforeAll(async () => {
    demo = await openDemo();
    text = (await demo.newBrowser().get('/bitbucket')).body;
  });
  afterAll(() => demo.close());

  it('has an anchor for each statement, and a link to each source', () => {
    const hrefs = new Set(statements.flatMap(({ sources }) => sources.map(hrefOf)));

    expect(statements.filter(({ id }) => !text.includes(`<li id="${id}">`))).toEqual([]);
    expect([...hrefs].filter((href) => !text.includes(`href="${href}"`))).toEqual([]);
  });

  it('needs no script, and begins no session', async () => {
    const { headers } = await demo.newBrowser().get('/bitbucket');

    expect(text).not.toContain('type="module"');
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('has the timeline, and the landing page leads there from the anchor of old links', async () => {
    const home = await demo.newBrowser().get('/');

    expect(text).toContain('<h2 id="timeline">');
    expect(home.body).toContain('id="timeline"');
    expect(home.body).toContain('href="/bitbucket#timeline"');
  });

  it('is one step away from every page', async () => {
    for (const path of ['/', '/sandbox', '/client-credentials', '/nowhere']) {
      expect((await demo.newBrowser().get(path)).body).toContain('<a href="/bitbucket"');
    }
  });
});
