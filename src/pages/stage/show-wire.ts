/** A message as it went over the wire, with its raw names in their order. */
import type { Exchange, NameValue } from '../../wire/exchange.ts';
import { isSecretName } from '../../secrets/secret-names.ts';
import { maskText, maskWhole, plain } from '../../wire/redaction.ts';
import type { TextPart } from '../../wire/redaction.ts';
import { statusLine } from '../../wire/status-line.ts';
import { showWholeBody } from '../show-body.ts';
import type { Looking } from './looking.ts';
import type { MessagePart, WirePart } from './message-view.ts';

export function showWire(exchange: Exchange, looking: Looking): MessagePart[] {
  const { request, response, failure, id, title, leftOut } = exchange;
  const isRevealed = looking.revealed === id;
  const text = (value: string) => (isRevealed ? plain(value) : maskText(value, looking.secrets));
  const field = ([name, value]: NameValue, between: string): TextPart[] => [
    ...plain(`${name}${between}`),
    ...(isSecretName(name) && !isRevealed ? maskWhole(value) : text(value)),
  ];
  const sent: WirePart = {
    kind: 'wire',
    label: title,
    lines: [
      [...plain(`${request.method} `), ...text(request.url)],
      ...request.headers.map((one) => field(one, ': ')),
      ...(request.form ? [[], ...request.form.map((one) => field(one, '='))] : []),
    ],
    isCut: false,
    ...(looking.isRevealable && !isRevealed && { exchangeId: id }),
  };
  if (!response) {
    return failure === undefined
      ? [sent]
      : [sent, { kind: 'status', tone: 'bad', title: 'No answer', more: [failure] }];
  }
  const { body, isCut } = showWholeBody(response.body, text);
  const received: WirePart = {
    kind: 'wire',
    label: 'Answer',
    lines: [
      plain(statusLine(response.status)),
      ...response.headers.map((one) => field(one, ': ')),
      [],
      body,
    ],
    isCut,
    ...(leftOut !== undefined && { leftOut }),
  };
  return [sent, received];
}
