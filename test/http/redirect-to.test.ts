import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';

let demo: TestDemo;
beforeAll(async () => {
  demo = await openDemo();
});
afterAll(() => demo.close());

it('repeats no address at the sandbox either', async () => {
  const browser = demo.newBrowser();
  const { location = '' } = await browser.get('/authorization-code/authorize');

  const asked = await browser.get(location);

  expect(asked.location).toContain('request=');
  expect([asked.status, asked.body, asked.headers.get('content-length')]).toEqual([303, '', '0']);
});

it('repeats neither state nor code in the body of a redirect', async () => {
  const browser = demo.newBrowser();

  const asked = await browser.get('/authorization-code/authorize');
  const answered = await decideAtSandbox(browser, '/authorization-code/authorize');
  const shown = await browser.get(answered.location ?? '');

  expect([asked.status, shown.status]).toEqual([302, 303]);
  for (const { headers, body } of [asked, shown]) {
    expect(body).toBe('');
    expect(headers.get('content-length')).toBe('0');
    expect(headers.has('content-type')).toBe(false);
  }
});
