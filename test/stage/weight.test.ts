import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { grants } from '../../src/grants/index.ts';
import { readStage } from '../support/stage.ts';
import { sendCall } from './support/explorer.ts';

/** As each page comes, not packed: issue 11, section 3. */
const LARGEST_HTML = 50_000;
const ERAS = ['current', 'legacy'] as const;

describe('A stage weighs at most 50 kB of HTML', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const weigh = (pages: readonly { readonly body: string; readonly url: string }[]) =>
    pages
      .map(({ body, url }) => ({ bytes: Buffer.byteLength(body), url }))
      .toSorted((a, b) => b.bytes - a.bytes)[0];

  it.each(ERAS)(
    'in every view of the code grant, refreshed, with five runs: %s era',
    async (era) => {
      const browser = demo.newBrowser();
      const start = `/authorization-code/authorize?pace=through&server=sandbox-${era}`;
      for (let run = 0; run < 4; run += 1) await decideAtSandbox(browser, start);
      const page = await runToResult(browser, start);
      await page.form('Next page').submit();
      await page.form('Refresh').submit();

      const pages = await readStage(browser, '/authorization-code');

      for (const view of ['step=API#', 'view=wire', 'view=code', 'exchange='])
        expect(pages.some(({ url }) => `${url}#`.includes(view))).toBe(true);
      expect(weigh(pages)?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
    },
  );

  it.each(ERAS)('in every view of the client credentials grant: %s era', async (era) => {
    const browser = demo.newBrowser();
    await browser.open(`/client-credentials/authorize?pace=through&server=sandbox-${era}`);

    const pages = await readStage(browser, '/client-credentials');

    expect(pages.length).toBeGreaterThan(8);
    expect(weigh(pages)?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
  });

  it.each(grants.map(({ slug }) => [slug]))(
    'as code, in the largest language: %s',
    async (slug) => {
      const browser = demo.newBrowser();
      const start = `/${slug}/authorize?pace=through`;
      if (slug === 'resource-owner-password') await sendPassword(browser, 'ada', 'lovelace');
      else if (slug === 'client-credentials') await browser.open(start);
      else if (slug === 'authorization-code') await runToResult(browser, start);
      else await decideAtSandbox(browser, start);

      const first = await readStage(browser, `/${slug}?view=code`);
      const hrefs = first.flatMap(({ root }) =>
        root.querySelectorAll('.tabs a').map((link) => link.getAttribute('href') ?? ''),
      );
      const pages = await Promise.all([...new Set(hrefs)].map((href) => browser.get(href)));

      expect(pages.length).toBeGreaterThan(5);
      expect(weigh(pages)?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
    },
  );

  it('where a call of the API is answered, in each way to look at it', async () => {
    const browser = demo.newBrowser();
    const grant = '/authorization-code';
    for (let run = 0; run < 5; run += 1)
      await runToResult(browser, `${grant}/authorize?pace=through`);
    let page = await sendCall(browser, grant, 'pull-requests', { 'path.repository': 'mill' });
    for (let call = 0; call < 8; call += 1)
      page = await sendCall(browser, grant, 'repositories', { 'query.pagelen': '100' });

    const views = [
      page,
      await browser.get(page.link('JSON')),
      await browser.get(page.link('Headers')),
    ];

    expect(views.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(weigh(views)?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
  });

  it('in every view of the password grant', async () => {
    const browser = demo.newBrowser();
    await sendPassword(browser, 'ada', 'lovelace');

    const pages = await readStage(browser, '/resource-owner-password');

    expect(pages.length).toBeGreaterThan(5);
    expect(weigh(pages)?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
  });

  it('where a script fills it in, with all that this may need', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/implicit/authorize?pace=through');

    const page = await browser.get((answer.location ?? '').replace(/#.*/, ''));

    expect(page.root.querySelectorAll('template').length).toBeGreaterThan(20);
    expect(weigh([page])?.bytes).toBeLessThanOrEqual(LARGEST_HTML);
  });
});
