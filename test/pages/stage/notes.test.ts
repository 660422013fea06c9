import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listNotes } from '../../../src/pages/stage/notes/index.ts';
import type { Page } from '../../support/browser.ts';
import { openDemo } from '../../support/demo.ts';
import type { TestDemo } from '../../support/demo.ts';
import { runToResult, sendPassword } from '../../support/resource-owner.ts';
import { readStage } from '../../support/stage.ts';

/** What stands on a page, by where: of a request of ours, of an answer, of the headers. */
type Group = 'request' | 'answer' | 'headers';

const GROUPS: Readonly<Record<string, Group>> = {
  'password-form': 'request',
  'authorization-request': 'request',
  'token-request': 'request',
  fragment: 'request',
  'api-request': 'request',
  'authorization-response': 'answer',
  'token-response': 'answer',
  headers: 'headers',
};

interface Line {
  readonly group: Group;
  readonly name: string;
  readonly note: string;
}

function linesOf(page: Page): Line[] {
  const text = (element: { textContent: string } | null) => element?.textContent.trim() ?? '';
  const rows = page.root.querySelectorAll('.param').map((row): Line => {
    const note = text(row.querySelector('.param__note'));
    return { group: 'request', name: text(row.querySelector('dt')), note };
  });
  const lines = page.root.querySelectorAll('.lines tbody tr').map((row): Line => {
    const isHeader = row.closest('.aside') !== null;
    const name = text(row.querySelector('th')).split(':')[0] ?? '';
    const note = text(row.querySelectorAll('td').at(-1) ?? null);
    return isHeader
      ? { group: 'headers', name: name.toLowerCase(), note }
      : { group: 'answer', name, note };
  });
  return [...rows, ...lines];
}

describe('The notes', () => {
  let demo: TestDemo;
  const lines: Line[] = [];

  /** A run in a browser of its own, and all that its stage says of it. */
  async function look(
    slug: string,
    run: (browser: ReturnType<TestDemo['newBrowser']>) => Promise<unknown>,
  ): Promise<void> {
    const browser = demo.newBrowser();
    await run(browser);
    const pages = await readStage(browser, `/${slug}`);
    lines.push(...pages.flatMap(linesOf));
  }

  beforeAll(async () => {
    demo = await openDemo();
    for (const server of ['sandbox-current', 'sandbox-legacy']) {
      const start = `/authorization-code/authorize?server=${server}&pace=through`;
      await look('authorization-code', async (browser) => {
        await (await runToResult(browser, start)).form('Refresh').submit();
      });
      await look('client-credentials', (browser) =>
        browser.open(`/client-credentials/authorize?server=${server}&pace=through`),
      );
    }
    await look('authorization-code', (browser) =>
      runToResult(browser, '/authorization-code/authorize?pace=through', { decision: 'cancel' }),
    );
    await look('client-credentials', async (browser) => {
      const atA = await browser.open('/client-credentials/authorize?pace=step');
      await atA.form('Send A').submit({ 'set.grant_type': 'magic' });
    });
    await look('implicit', async (browser) => {
      await browser.get('/implicit/authorize?pace=through');
      lines.push(...linesOf(await browser.get('/oauth-callback'))); // of every answer that may come
    });
    await look('resource-owner-password', async (browser) => {
      await browser.open('/resource-owner-password/authorize');
    });
    await look('resource-owner-password', (browser) => sendPassword(browser, 'ada', 'lovelace'));
    await look('client-credentials', async (browser) => {
      const atA = await browser.open('/client-credentials/authorize?pace=step');
      await atA.form('Send A').submit();
    });
  });
  afterAll(() => demo.close());

  it('leave no line without one, of any grant in any era', () => {
    const without = lines.filter(({ note }) => note === '');

    expect(lines.length).toBeGreaterThan(200);
    expect([...new Set(without.map(({ group, name }) => `${group} ${name}`))]).toEqual([]);
  });

  it('have each a line that they stand beside', () => {
    const seen = new Set(lines.map(({ group, name }) => `${group} ${name}`));
    const unused = listNotes().filter(({ kind, name }) => !seen.has(`${GROUPS[kind]} ${name}`));

    expect(unused).toEqual([]);
  });
});
