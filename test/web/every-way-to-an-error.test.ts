/** From each page of an error, by each of its ways, to the stage: the mistake is set, and waits to be sent. */
import { describe, expect, it } from '@jest/globals';
import { failures } from '../../src/failures/index.ts';
import { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { runToResult } from '../support/resource-owner.ts';

describe('“See it happen”', () => {
  it.each(['account email repository', 'account', ''])(
    'leads to the request that waits with the mistake set, whatever the scopes: %j',
    async (scopes) => {
      const port = String(await findFreePort());
      // Of the loopback address, any port would do.
      const place = { PORT: port, PUBLIC_URL: `http://localhost:${port}` };
      const demo = await openDemo({ ...place, BITBUCKET_SCOPES: scopes });
      try {
        const hrefs = await waysFrom(demo);
        const missed: string[] = [];
        for (const href of hrefs) {
          const newBrowser = () => new Browser(demo.config.publicUrl);
          const first = await newBrowser().get(href);
          const isOnTheWay = first.location?.includes('/sandbox/') === true;
          const page = isOnTheWay
            ? await runToResult(newBrowser(), href)
            : await newBrowser().open(href);
          if (!page.message().includes('Wrong on purpose')) missed.push(href);
        }

        expect(hrefs.length).toBeGreaterThan(40);
        expect(missed).toEqual([]);
      } finally {
        await demo.close();
      }
    },
  );

  async function waysFrom(demo: TestDemo): Promise<string[]> {
    const pages = await Promise.all(
      failures.map(({ slug }) => new Browser(demo.config.publicUrl).get(`/errors/${slug}`)),
    );
    const links = pages.flatMap(({ root }) => root.querySelectorAll('.happen a'));
    return [...new Set(links.map((link) => link.getAttribute('href') ?? ''))];
  }
});
