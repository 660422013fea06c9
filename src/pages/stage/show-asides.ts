/** What stands closed below a message: its headers, and what live Bitbucket does about its lines. */
import type { Exchange, NameValue } from '../../wire/exchange.ts';
import { sayOfBitbucket } from '../show-statement.ts';
import type { Looking } from './looking.ts';
import type { AsideView, DepartureView, LineView, MessagePart } from './message-view.ts';
import { showLine } from './show-answer.ts';

/** @param isAnswer The message is the answer of the exchange, not its request. */
export function showAsides(
  parts: readonly MessagePart[],
  exchange: Exchange | undefined,
  isAnswer: boolean,
  looking: Looking,
): AsideView[] {
  const headers = exchange && (isAnswer ? exchange.response?.headers : exchange.request.headers);
  return [
    // Of a call that was chosen, they stand beside its answer.
    ...(exchange && !looking.call && headers && headers.length > 0
      ? [showHeaders(headers, exchange, looking)]
      : []),
    ...showDepartures(parts),
  ];
}

function showHeaders(
  headers: readonly NameValue[],
  exchange: Exchange,
  looking: Looking,
): AsideView {
  const lines = headers.map(([name, value]): LineView => {
    const line = showLine('headers', name.toLowerCase(), value, exchange, looking);
    return { ...line, name };
  });
  return { title: 'Headers', summary: `in ${count(lines.length, 'line')}`, lines, departures: [] };
}

function showDepartures(parts: readonly MessagePart[]): AsideView[] {
  const lines = parts.flatMap((part): Pick<LineView, 'name' | 'statement'>[] => {
    if (part.kind === 'request') return [...part.rows];
    if (part.kind === 'comparison') return part.lines.filter(({ isSame }) => !isSame);
    return part.kind === 'lines' ? [...part.lines] : [];
  });
  const departures = lines.flatMap(({ name, statement }): DepartureView[] =>
    statement === undefined ? [] : [{ line: name, statement: sayOfBitbucket(statement) }],
  );
  if (departures.length === 0) return [];
  const summary = `on ${count(departures.length, 'line')}, with date and source`;
  return [{ title: 'Bitbucket’s ways here', summary, lines: [], departures }];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
