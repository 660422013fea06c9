import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it.each(['sandbox-current', 'sandbox-legacy'])(
    'runs on %s to its API results (A-E)',
    async (server) => {
      const browser = demo.newBrowser();

      const page = await runToResult(browser, `/authorization-code/authorize?server=${server}`);

      expect(page.url).toBe(`${demo.url}/authorization-code`);
      expect(page.status).toBe(200);
      expect(page.body).toContain('Ada Example');
      expect(page.body).toContain('analytical-engines');
    },
  );

  it('says so when access is denied, and asks for no token (§4.1.2.1)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/authorization-code/authorize', {
      decision: 'cancel',
    });

    const page = await browser.get(answer.location ?? '');

    expect(page.status).toBe(403);
    expect(page.body).toContain('You denied access');
  });
});
