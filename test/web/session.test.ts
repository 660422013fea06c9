import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

const HOUR_MS = 60 * 60_000;

describe('The session', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('ends eight hours after its start, however busy it was (ASVS 7.3.2)', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    for (let halfHours = 1; halfHours < 16; halfHours += 1) {
      demo.advance(HOUR_MS / 2);
      expect((await browser.get('/')).body).toContain('Forget everything');
    }

    demo.advance(HOUR_MS / 2 + 1_000);

    const page = await browser.get('/authorization-code');
    expect(page.body).not.toContain('Ada Example');
    expect(page.body).not.toContain('Forget everything');
  });

  it('keeps its start when its id is renewed', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    for (let halfHours = 1; halfHours < 16; halfHours += 1) {
      demo.advance(HOUR_MS / 2);
      await browser.open('/client-credentials/authorize'); // renews the id
    }
    expect((await browser.get('/')).body).toContain('Forget everything');

    demo.advance(HOUR_MS / 2 + 1_000);

    expect((await browser.get('/client-credentials')).body).toContain('Nothing was run yet.');
  });
});
