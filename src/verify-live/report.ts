/** What is printed of a result, and the report that can be sent to the project: nothing of the account is in it. */
import type { Result } from './verify.ts';

const SIGNS: Readonly<Record<Result['verdict'], string>> = {
  'as listed': '=',
  otherwise: '≠',
  recorded: '+',
  'not tried': '-',
};

/** One result in two lines: what was seen, and what the list says. */
export function describeResult({ statement, verdict, seen, expects }: Result): string {
  const { id, about, status, asOf } = statement;
  const against = verdict === 'otherwise' ? `; listed: ${expects}` : '';
  return `${SIGNS[verdict]} ${about} (${id})\n    ${verdict}: ${seen}${against}\n    ${status}, ${asOf}: ${statement.claim}`;
}

export function countVerdicts(results: readonly Result[]): string {
  return Object.keys(SIGNS)
    .map((verdict) => `${results.filter((one) => one.verdict === verdict).length} ${verdict}`)
    .join(', ');
}

/** @param day `2026-11-25`. */
export function renderReport(
  results: readonly Result[],
  { host, day }: { readonly host: string; readonly day: string },
): string {
  const rows = results.map(
    ({ statement, verdict, seen, expects }) =>
      `| ${[statement.id, statement.asOf, expects, seen, verdict].map(escapeCell).join(' | ')} |`,
  );
  return [
    `# What ${host} did on ${day}`,
    '',
    `${countVerdicts(results)}. Made by \`npm run verify-live\`: no key, secret, token, code or name is in it.`,
    '',
    '| Statement | Listed as of | If it holds | Seen | Verdict |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');
}
