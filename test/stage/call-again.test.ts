import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

const GRANT = '/authorization-code';

describe('A token that has run out', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const press = async (browser: Browser, page: Page, button: string) =>
    browser.follow(await page.form(button).submit());

  it('is refreshed on the way to the API, and the stage says so before and after', async () => {
    const browser = demo.newBrowser();
    const page = await runToResult(browser, `${GRANT}/authorize?pace=through`);

    const later = await press(browser, page, '+ 2 h');
    const called = await press(browser, later, 'Call the API again');
    const again = await press(browser, called, 'Call the API again');

    expect(later.announcement()).toBe(
      'The token has run out. The next call refreshes it first. The refusal is to be seen step by step.',
    );
    expect(called.announcement()).toBe(
      'The token had run out. It was refreshed first, then the API called.',
    );
    expect(called.step('API').state).toBe('done');
    expect(again.announcement()).not.toContain('run out');
  });

  it('is refused step by step; once it is refreshed, nothing says that it is refused', async () => {
    const browser = demo.newBrowser();
    const code = await runToResult(browser, `${GRANT}/authorize?pace=through`);
    const stepped = await browser.open(code.link('Step by step'));
    const consent = await browser.follow(await stepped.form('Send A').submit());
    const back = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
    const beforeD = await browser.follow(back);
    const tokens = await press(browser, beforeD, 'Send D');

    const later = await press(browser, tokens, '+ 2 h');
    const api = await browser.get(later.link('Next: the API call'));
    const refused = await press(browser, api, 'Send the API call');
    const refresh = await press(browser, refused, 'Refresh');
    const refreshed = await press(browser, refresh, 'Send the refresh');

    expect(refused.announcement()).toContain('The API no longer takes this token.');
    expect(refreshed.announcement()).toContain('The token is new.');
    expect(refreshed.step('API')).toEqual({ state: 'failed', result: '401' });
    expect(refreshed.title).toMatch(/^✓/);
    expect(api.title).toMatch(/^Call the API/); // it waits: nothing is done yet
    expect(refreshed.text).toContain('has a token');
  });

  it('that another tab has taken back is not brought back by a call that was under way', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open('/resource-owner-password/authorize?pace=step');
    const person = { 'set.username': 'ada', 'set.password': 'lovelace' };
    const tokens = await browser.follow(await stage.form('Send A').submit(person));
    const api = await browser.get(tokens.link('Next: the API call'));
    const visitor = browser.cookies.get('sandbox-visitor')?.value ?? '';
    const slow = {
      fault: 'slow',
      endpoint: '/2.0/repositories',
      ms: 800,
      visitor,
      times: 1,
    } as const;
    demo.sandboxes.legacy.faults.set(slow);

    const call = api.form('Send the API call').submit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const revoked = await tokens.form('Revoke').submit();
    await call;

    const now = await browser.follow(revoked);
    expect(now.step('Revoke')).toEqual({ state: 'done', result: '200' });
    expect(now.hasButton('Revoke')).toBe(false);
  });
});
