/** An answer, line by line: of the browser's redirect its parameters, of the token endpoint its JSON. */
import type { Exchange } from '../../wire/exchange.ts';
import { isSecretName } from '../../secrets/secret-names.ts';
import { maskText, maskWhole, plain } from '../../wire/redaction.ts';
import type { TextPart } from '../../wire/redaction.ts';
import { statusLine } from '../../wire/status-line.ts';
import { tryJsonObject } from '../../wire/try-json.ts';
import { findNote } from './notes/index.ts';
import type { MessageKind } from './notes/index.ts';
import { exchangeOf } from './show-flow.ts';
import { showClause, showNote } from './show-note.ts';
import type { Looking } from './looking.ts';
import type { LineView, MessagePart } from './message-view.ts';

export function showAnswer(letter: string, looking: Looking): MessagePart[] {
  const exchange = exchangeOf(looking.run, letter);
  if (!exchange) return [];
  if (exchange.channel === 'front') {
    const { searchParams } = new URL(exchange.request.url);
    const pairs = [...searchParams];
    return [
      {
        kind: 'lines',
        caption: 'What the browser brought, line by line',
        lines: pairs.map(([name, value]) =>
          showLine('authorization-response', name, value, exchange, looking),
        ),
      },
    ];
  }
  return [showStatus(exchange), ...showJson(exchange, looking)];
}

function showStatus({ response, failure }: Exchange): MessagePart {
  if (!response)
    return {
      kind: 'status',
      tone: 'bad',
      title: 'No answer',
      more: failure === undefined ? [] : [failure],
    };
  const { status, headers } = response;
  const more = ['content-type', 'cache-control'].flatMap((wanted) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value),
  );
  return {
    kind: 'status',
    tone: status < 400 ? 'ok' : 'bad',
    title: statusLine(status),
    more,
  };
}

/** An error of the API has no line in an RFC, and says what it is. What is no JSON object stands on the wire, as it came. */
function showJson(exchange: Exchange, looking: Looking): MessagePart[] {
  const fields = tryJsonObject(exchange.response?.body ?? '');
  if (!fields) return [];
  return [
    {
      kind: 'lines',
      caption: 'The answer, line by line',
      lines: Object.entries(fields).map(([name, value]) =>
        showLine(
          exchange.step === 'API' ? 'api-request' : 'token-response',
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
          exchange,
          looking,
        ),
      ),
    },
  ];
}

export function showLine(
  kind: MessageKind,
  name: string,
  value: string,
  { id }: Pick<Exchange, 'id'>,
  { grant, run, secrets, revealed }: Looking,
): LineView {
  const place = { rfc: grant.source.rfc, steps: grant.steps, run };
  const note = findNote(kind, name);
  return {
    name,
    value: revealed === id ? plain(value) : maskValue(name, value, secrets),
    ...(note?.clause && { clause: showClause(note.clause, place) }),
    note: note ? showNote(note.text, place) : [],
    ...(note?.statement !== undefined && { statement: note.statement }),
  };
}

function maskValue(name: string, value: string, secrets: readonly string[]): TextPart[] {
  return isSecretName(name) ? maskWhole(value) : maskText(value, secrets);
}
