/** What the API answered to a call of the explorer: as a table, as JSON, as headers. */
import { parseApiError } from '../../bitbucket/resources.ts';
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';
import { entriesOf, valueAt } from '../../explorer/what-is-seen.ts';
import { statusLine } from '../../wire/status-line.ts';
import { tryJson } from '../../wire/try-json.ts';
import { lookUp } from '../../failures/explanation.ts';
import { findFailure } from '../../failures/index.ts';
import type { Exchange, WireResponse } from '../../wire/exchange.ts';
import { joinParts, maskText } from '../../wire/redaction.ts';
import { addressOf } from './address-of.ts';
import type { CallAnswerView } from './explorer-view.ts';
import { MOST_ROWS, showFields, showHeaders, showList } from './show-call-table.ts';
import { showJson } from './show-json.ts';
import type { Looking } from './looking.ts';

export function showCallAnswer(
  call: ExplorerCall,
  exchange: Exchange,
  looking: Looking,
): CallAnswerView {
  const { response, failure, id } = exchange;
  const common = { exchangeId: id, pages: [] };
  if (!response) {
    const notes = failure === undefined ? [] : [failure];
    return { ...common, status: 'No answer', isBad: true, views: [], notes };
  }
  const { status } = response;
  const view = looking.as === 'json' || looking.as === 'headers' ? looking.as : 'table';
  return {
    ...common,
    status: statusLine(status),
    isBad: status >= 300,
    views: [
      { text: 'Table', as: 'table' },
      { text: 'JSON', as: 'json' },
      { text: 'Headers', as: 'headers' },
    ].map(({ text, as }) => ({
      text,
      href: addressOf(looking.run, 'API', { call: call.id, exchange: id, as }, 'answer'),
      isShown: as === view,
    })),
    ...(view === 'headers'
      ? { notes: [], table: showHeaders(response, looking) }
      : showBody(call, exchange, response, view === 'json', looking)),
  };
}

type Shown = Omit<CallAnswerView, 'status' | 'isBad' | 'views' | 'exchangeId'>;

function showBody(
  call: ExplorerCall,
  exchange: Exchange,
  response: WireResponse,
  isJson: boolean,
  looking: Looking,
): Omit<Shown, 'pages'> & Partial<Shown> {
  const { status, body } = response;
  const json = tryJson(body);
  if (json === undefined) return { notes: [sayOf(response, exchange.leftOut)] };
  const refusal = status >= 400 ? showRefusal(status, json, looking) : undefined;
  if (isJson)
    return { notes: [], ...refusal, ...showPages(json), json: showJson(json, looking.secrets) };
  if (refusal) return refusal;
  const entries = entriesOf(exchange);
  const isList = Array.isArray(valueAt(json, 'values'));
  const table = isList ? showList(call, entries, looking) : showFields(call, json, looking);
  const surplus = entries.length - MOST_ROWS;
  const notes = surplus > 0 ? [`${surplus} more are in this page: “On the wire” has them.`] : [];
  return { notes, table, ...showPages(json) };
}

/** In the place of JSON. */
function sayOf({ body, status }: WireResponse, leftOut = 0): string {
  if (body === '')
    return status === 204 ? 'Done. The answer has no body.' : 'The answer has no body.';
  if (leftOut > 0)
    return 'The answer is too long to be kept whole. Ask for less: a smaller pagelen, or some fields.';
  return 'The answer is not JSON. “On the wire” has it as it came.';
}

/** In their words; what it means stands in the catalogue. */
function showRefusal(status: number, json: unknown, { secrets }: Looking) {
  const { message, required, granted } = parseApiError(status, json);
  const { failure } = lookUp({ where: ['api'], status, text: message });
  const entry = findFailure(failure ?? '');
  const masked = joinParts(maskText(message, secrets));
  return {
    notes: [
      masked,
      ...(required && granted
        ? [`Scopes required: ${required.join(' ')}. Scopes granted: ${granted.join(' ')}.`]
        : []),
    ],
    ...(entry && { failure: { href: `/errors/${entry.slug}`, text: entry.title } }),
  };
}

function showPages(
  json: unknown,
): Pick<CallAnswerView, 'range'> & Partial<Pick<CallAnswerView, 'pages'>> {
  const pages = (['previous', 'next'] as const).filter(
    (name) => typeof valueAt(json, name) === 'string',
  );
  const [size, page, pagelen] = ['size', 'page', 'pagelen'].map((name) => valueAt(json, name));
  const count = valueAt(json, 'values');
  if (![size, page, pagelen].every(Number.isInteger) || !Array.isArray(count) || count.length === 0)
    return { pages };
  const first = (Number(page) - 1) * Number(pagelen) + 1;
  return { pages, range: `${first} to ${first + count.length - 1} of ${Number(size)}` };
}
