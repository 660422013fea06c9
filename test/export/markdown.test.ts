import { describe, expect, it } from '@jest/globals';
import { toMarkdown } from '../../src/export/markdown.ts';
import { redactRun } from '../../src/export/redact-run.ts';
import type { ExchangeRecord } from '../../src/export/run-record.ts';
import { authorizationCodeFacts } from '../../src/grants/facts/authorization-code.ts';
import { canaryRun } from './support/canary-run.ts';

const record = redactRun(canaryRun(), authorizationCodeFacts, 'http://localhost:3000/callback');
const [exchange] = record.exchanges;

/** The rows of its table, each by its cells: a bar ends one, unless it is escaped by a backslash that is none itself. */
function cellsOf(change: Partial<ExchangeRecord>): string[][] {
  const exchanges = exchange ? [{ ...exchange, ...change }] : [];
  const lines = toMarkdown({ ...record, exchanges }).split('\n');
  return lines
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(/(?<=(?<!\\)(?:\\\\)*)\|/));
}

function refusedWith(words: string): Partial<ExchangeRecord> {
  const body = JSON.stringify({ error: 'invalid_request', error_description: words });
  return { response: { status: 400, headers: [], body } };
}

describe('A run for a ticket', () => {
  it.each([
    ['a bar', 'this | that', '`invalid_request: this \\| that`'],
    ['a bar behind a backslash', String.raw`a \| b`, '`invalid_request: a \\\\\\| b`'],
    ['backticks', 'the `code` ``twice``', '``` invalid_request: the `code` ``twice`` ```'],
    ['lines', 'one\n| two |', '`invalid_request: one \\| two \\|`'],
    ['markup', '<img src=x> [a](b)', '`invalid_request: <img src=x> [a](b)`'],
  ])('keeps the server’s words as they are, in a cell of their own: %s', (_what, words, cell) => {
    const rows = cellsOf(refusedWith(words));

    expect(rows.map((cells) => cells.length)).toEqual([6, 6, 6]); // the head, the line below it, the row
    expect(rows[2]?.[4]?.trim()).toBe(cell);
  });

  it('takes no markup from what failed on the way', () => {
    const [, , row] = cellsOf({ failure: 'no | <b>answer</b> *here*', durationMs: 1 });

    expect(row).toHaveLength(6);
    expect(row?.[3]?.trim()).toBe('no \\| \\<b\\>answer\\</b\\> \\*here\\*');
  });
});
