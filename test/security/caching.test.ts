import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openConsent, runToResult } from '../support/resource-owner.ts';
import { readStage } from '../support/stage.ts';

describe('S23 nothing personal is cached', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  function expectUncached(page: Page): void {
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('etag')).toBeNull();
    expect(page.headers.get('last-modified')).toBeNull();
  }

  it('S23 the pages, the callback, the wire log and the reveal (RFC 6749 §5.1)', async () => {
    const browser = demo.newBrowser();
    const start = await browser.get('/authorization-code/authorize');
    const consent = await openConsent(browser, '/authorization-code/authorize');
    const answer = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
    const callback = await browser.get(answer.location ?? '');
    const stage = await browser.follow(callback);
    const steps = await readStage(browser, '/authorization-code');
    const reveal = await stage.form('Show').submit();
    const again = await browser.get(answer.location ?? '');
    const missing = await browser.get('/nowhere');

    const all = [start, consent, answer, callback, stage, ...steps, reveal, again, missing];
    expect(all.length).toBeGreaterThan(20);
    for (const page of all) expectUncached(page);
  });

  it.each(grants.map(({ slug }) => slug))(
    'S23 the page of %s, before a run as after',
    async (slug) => {
      expectUncached(await demo.newBrowser().get(`/${slug}`));
    },
  );

  it('S23 the token endpoint says so to HTTP/1.0, too (RFC 6749 §5.1)', async () => {
    for (const [name, { tokenEndpoint }] of Object.entries(demo.sandboxes)) {
      const answer = await fetch(tokenEndpoint, { method: 'POST' });

      expect([name, answer.headers.get('cache-control')]).toEqual([name, 'no-store']);
      expect(answer.headers.get('pragma')).toBe('no-cache');
      expect(answer.headers.get('etag')).toBeNull();
    }
  });

  it('S23 what the API says of a person', async () => {
    const answer = await fetch(`${demo.sandboxes.current.apiBaseUrl}/user`);

    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('S23 after "Forget all", the page that Back asks for again is empty', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, '/authorization-code/authorize');
    await page.form('Forget all').submit();

    expect((await browser.get(page.url)).announcement()).toBe('Nothing has run yet.');
  });

  it('the style sheet and the scripts, which are the same for all, may be kept', async () => {
    for (const path of ['/style.css', '/site.js', '/implicit.js']) {
      const { headers } = await demo.newBrowser().get(path);

      expect(headers.get('cache-control')).toMatch(/max-age=\d+/);
    }
  });
});
