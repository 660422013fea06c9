import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../../support/browser.ts';
import { openDemo } from '../../support/demo.ts';
import type { TestDemo } from '../../support/demo.ts';
import { openConsent } from '../../support/resource-owner.ts';

describe('The calls of the API, before they are sent', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  /** As far as the token, with the API call waiting. */
  async function pauseBeforeApi(browser: Browser, scope: string): Promise<Page> {
    const start = `/authorization-code/authorize?pace=step&scope=${scope}`;
    const sent = await (await browser.open(start)).form('Send A').submit();
    const consent = await openConsent(browser, sent.location ?? '');
    const back = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
    await browser.follow(await (await browser.follow(back)).form('Send D').submit());
    return browser.get('/authorization-code?step=API');
  }

  it.each([
    ['account', ['granted', '403', 'granted', '403']],
    ['account+email', ['granted', 'granted', 'granted', '403']],
    ['account+pullrequest', ['granted', '403', 'granted', 'granted']],
  ])(
    'are marked by the scopes of the token, and answered as they are marked: %s',
    async (scope, marks) => {
      const browser = demo.newBrowser();
      const waiting = await pauseBeforeApi(browser, scope);
      const rows = waiting.table('What will be called');
      const sent = await browser.follow(await waiting.form('Send the API call').submit());
      const refusals = sent.message().match(/Scopes required: [\w ]+/g) ?? [];

      expect(rows.map(([call]) => call)).toEqual([
        '/2.0/user',
        '/2.0/user/emails',
        '/2.0/user/workspaces',
        '/2.0/repositories/{ws}',
      ]);
      expect(rows.map(([, , mark]) => mark)).toEqual(
        marks.map((mark) => (mark === '403' ? 'not granted: expect a 403' : mark)),
      );
      expect(refusals.length).toBe(marks.filter((mark) => mark === '403').length);
    },
  );
});
