/** A run for a ticket: what ran, where, each step with its status and the server's words. No bodies: they name people. */
import { serverWords } from './server-words.ts';
import type { ExchangeRecord, RunRecord, Standing } from './run-record.ts';
import { statusLine } from '../wire/status-line.ts';

export function toMarkdown(record: RunRecord): string {
  const { grant, server, run, startedAt, madeBy, failure, standing, exchanges, notes } = record;
  return [
    `# ${escape(grant.title)} at ${escape(server.name)}: ${describe(standing)}`,
    '',
    `- Grant: ${escape(grant.title)}, ${grant.source}`,
    `- Server: ${escape(server.name)} (${code(server.tokenEndpoint)})`,
    `- Client: ${code(record.clientId)}, redirect URI ${code(record.redirectUri)}`,
    `- Run ${run}, started ${startedAt}`,
    `- Made by ${madeBy.name} ${madeBy.version} on Node.js ${madeBy.node}`,
    ...(failure ? [`- Failed at ${code(failure.step)}: ${escape(sayFailure(failure))}`] : []),
    '',
    '| Step | Request | Answer | The server’s words |',
    '| --- | --- | --- | --- |',
    ...exchanges.map(toRow),
    '',
    ...notes.map((note) => `- ${escape(note)}`),
    '',
  ].join('\n');
}

function describe(standing: Standing): string {
  if (standing.is === 'waiting') return `waits before ${standing.step}`;
  return standing.is === 'in the browser' ? 'its token is in the browser' : standing.is;
}

function sayFailure({ title, code: word, words }: NonNullable<RunRecord['failure']>): string {
  return [title, word, words].filter((one) => one !== undefined).join(' — ');
}

function toRow(exchange: ExchangeRecord): string {
  const { step, title, request, mistake } = exchange;
  const onPurpose = mistake === undefined ? '' : ` (wrong on purpose: ${mistake})`;
  const cells = [
    step,
    `${escape(title + onPurpose)}<br>${code(`${request.method} ${withoutQuery(request.url)}`)}`,
    escape(answerOf(exchange)),
    wordsCell(exchange),
  ];
  return `| ${cells.join(' | ')} |`;
}

function wordsCell({ response }: ExchangeRecord): string {
  const words = response && serverWords(response);
  return words === undefined ? '' : code(words);
}

function answerOf({ response, failure, channel, durationMs }: ExchangeRecord): string {
  if (response) {
    const status = statusLine(response.status);
    return durationMs === undefined ? status : `${status}, ${durationMs} ms`;
  }
  return failure ?? (channel === 'front' ? 'through the browser' : 'none');
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '');
}

/** Nothing of it is markup, and a cell stays one. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}

/** More backticks around it than are in it. A bar would end the cell even there, unless a backslash of its own precedes it. */
function code(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').replaceAll(/(\\*)\|/g, String.raw`$1$1\|`);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? fence + plain + fence : `${fence} ${plain} ${fence}`;
}
