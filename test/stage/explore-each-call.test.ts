/** Each call that the explorer has, sent as its form stands, with its examples, and with a token that cannot do it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXPLORER_CALLS } from '../../src/explorer/explorer-calls.ts';
import type { ExplorerCall } from '../../src/explorer/explorer-calls.ts';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { ERAS, GRANT, answerOf, runToExplore, sendCall } from './support/explorer.ts';

describe.each(ERAS)('Each call of the API explorer, %s era', (era) => {
  let demo: TestDemo;
  let browser: Browser;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_SCOPES: 'account email repository pullrequest' });
    browser = demo.newBrowser();
    await runToExplore(browser, era);
  });
  afterAll(() => demo.close());

  const READS = EXPLORER_CALLS.filter(({ method }) => method === 'GET');
  const NOT_GRANTED = new Set(['project', 'webhook', 'snippet']);

  const isGranted = ({ scopes }: ExplorerCall) => scopes.every((scope) => !NOT_GRANTED.has(scope));
  const row = (call: ExplorerCall) => [call.id, call] as const;

  it.each(READS.filter(isGranted).map(row))(
    '4.2 sends %s with what stands in its form, and shows what comes in a table',
    async (id, { title }) => {
      const page = await sendCall(browser, GRANT, id);

      expect(answerOf(page).status).toBe('200 OK');
      expect(page.step('API')).toEqual({ state: 'done', result: '200' });
      expect(page.announcement()).toMatch(/^Call \d+ is answered/);
      expect(page.table(title).length).toBeGreaterThan(0);
    },
  );

  it.each(READS.filter(isGranted).map(row))(
    '4.4 takes for %s the filter and the fields that its form gives as examples',
    async (id, { title }) => {
      const form = await browser.get(`${GRANT}?step=API&call=${id}`);
      const example = (name: string, before: string) =>
        form.root.querySelector(`#query-${name}-hint`)?.textContent.split(before)[1] ?? '';

      const page = await sendCall(browser, GRANT, id, {
        'query.q': example('q', 'a filter: '),
        'query.fields': example('fields', 'only these: '),
      });

      expect(answerOf(page).status).toBe('200 OK');
      expect(page.table(title).length).toBeGreaterThan(0);
    },
  );

  it.each(READS.filter((call) => !isGranted(call)).map(row))(
    '4.5 sends %s, which the token cannot do, and shows the words of the refusal',
    async (id, { scopes }) => {
      const page = await sendCall(browser, GRANT, id);

      expect(answerOf(page).status).toBe('403 Forbidden');
      expect(page.step('API')).toEqual({ state: 'failed', result: '403' });
      expect(page.announcement()).toMatch(/^Call \d+ was refused/);
      expect(page.message()).toContain(`Scopes required: ${scopes.join(' ')}.`);
    },
  );
});
