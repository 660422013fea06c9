/** The account in Markdown: `docs/bitbucket.md`, from the same list as the page `/bitbucket`. */
import { arrangeAccount, describeDepartures, MEANINGS } from './account.ts';
import { hrefOf } from './statement.ts';
import type { Source, Statement, Subject } from './statement.ts';

export function renderAccount(subjects: readonly Subject[]): string {
  const { counts, known, disputed, notKnown, timeline, newest } = arrangeAccount(subjects);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    '# Bitbucket Cloud’s OAuth 2.0, as far as it is known',
    '<!-- Written by `npm run docs` from src/statements, not by hand. -->',
    `${total} statements on the live service, each with how well it is known, the month of its newest evidence, and where to look it up. Gathered from public pages, recorded replies and the code of clients, up to ${newest}. Independent: Atlassian has neither made nor reviewed it.`,
    'The page `/bitbucket` of the app shows the same list, [src/statements](../src/statements). The longer account, with requests, fields and tables, is [bitbucket-contract.md](bitbucket-contract.md).',
    [
      '| Status | Statements | It means |',
      '| --- | --- | --- |',
      ...counts.map(({ status, count }) => `| ${status} | ${count} | ${MEANINGS[status]} |`),
    ].join('\n'),
    '## Disputed',
    renderList(disputed),
    '## Not known',
    renderList(notKnown),
    '## Known',
    ...known.flatMap(({ title, statements }) => [`### ${title}`, renderList(statements)]),
    '## Timeline',
    timeline.map(({ on, about, claim }) => `- **${on}** ${about}. ${claim}`).join('\n'),
    '## How to report a difference',
    'Open an issue of this repository with the request, the answer and the day, without tokens and secrets. `npm run verify-live` tries with your own consumer what can be tried without harm, prints what it saw beside what stands here, and writes a report that you can send along; `npm run verify-live -- --help` says how, and how to try it on the sandbox first.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderList(statements: readonly Statement[]): string {
  return statements.map(renderStatement).join('\n');
}

function renderStatement(statement: Statement): string {
  const { id, about, claim, status, asOf, sources, note } = statement;
  const evidence = [
    ...(note === undefined ? [] : [note]),
    ...describeDepartures(statement),
    `${sources.map(renderSource).join('; ')}.`,
  ];
  return `- <a id="${id}"></a>**${about}** (${status}, ${asOf}). ${claim}\\\n  ${evidence.join(' ')}`;
}

function renderSource(source: Source): string {
  return `[${source.label.replaceAll('#', '\\#')}](${hrefOf(source)})`;
}
