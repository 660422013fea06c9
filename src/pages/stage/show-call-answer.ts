/** What the API answered to a call of the explorer: as a table, as JSON, as headers. */
import { STATUS_CODES } from 'node:http';
import { parseApiError } from '../../bitbucket/resources.ts';
import type { ExplorerCall } from '../../explorer/explorer-calls.ts';
import { entriesOf, parseBody, valueAt } from '../../explorer/what-is-seen.ts';
import { lookUp } from '../../failures/explanation.ts';
import { findFailure } from '../../failures/index.ts';
import { isSecretName } from '../../secrets/secret-names.ts';
import { cutBetweenWords } from '../../wire/cut.ts';
import type { Exchange, WireResponse } from '../../wire/exchange.ts';
import { joinParts, maskText, maskWhole } from '../../wire/redaction.ts';
import { addressOf } from './address-of.ts';
import type { CallAnswerView } from './explorer-view.ts';
import { showJson } from './show-json.ts';
import type { Looking } from './looking.ts';
import type { TablePart } from './table-view.ts';

const MOST_ROWS = 30;
const MOST_FIELDS = 30;
/** Of a list whose usual fields are not in the answer. */
const MOST_COLUMNS = 4;
const LONGEST_CELL = 120;
const DEEPEST = 4;

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
    status: `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
    isBad: status >= 300,
    views: [
      { text: 'Table', as: 'table' },
      { text: 'JSON', as: 'json' },
      { text: 'Headers', as: 'headers' },
    ].map(({ text, as }) => ({
      text,
      href: addressOf(looking.run, 'API', { call: call.id, exchange: id, as }),
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
  const json = parseBody(body);
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

function showHeaders({ headers }: WireResponse, { secrets }: Looking): TablePart {
  const rows = headers.map(([name, value]) => [
    name,
    joinParts(isSecretName(name) ? maskWhole(value) : maskText(value, secrets)),
  ]);
  return tableOf('Headers of the answer', ['Header', 'Value'], rows, true);
}

function showList(call: ExplorerCall, entries: readonly unknown[], looking: Looking): TablePart {
  const leaves = entries.map((entry) => leavesOf(entry));
  const known = call.columns.filter((column) => leaves.some((one) => one.has(column)));
  const found = [...new Set(leaves.flatMap((one) => [...one.keys()]))].slice(0, MOST_COLUMNS);
  const columns = known.length > 0 ? known : found;
  const rows = leaves
    .slice(0, MOST_ROWS)
    .map((one) =>
      columns.map((column) => showCell(column, shorten(one.get(column) ?? ''), looking)),
    );
  return {
    ...tableOf(call.title, columns, rows),
    ...(rows.length === 0 && { empty: 'the answer is an empty list.' }),
  };
}

/** A moment is shown by its day. */
function shorten(value: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 10) : value;
}

function showFields(call: ExplorerCall, json: unknown, looking: Looking): TablePart {
  const rows = [...leavesOf(json)]
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => [name, showCell(name, value, looking)]);
  return tableOf(call.title, ['Field', 'Value'], rows, true);
}

function tableOf(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  isOfFields = false,
): TablePart {
  return {
    kind: 'table',
    caption,
    columns,
    rows,
    hasMore: false,
    ...(isOfFields && { isOfFields }),
  };
}

function showCell(name: string, value: string, { secrets }: Looking): string {
  const last = name.split('.').at(-1) ?? '';
  return joinParts(isSecretName(last) ? maskWhole(value) : maskText(value, secrets));
}

/** What is no object and no list, by its path: `workspace.slug`. Links are addresses of more, and left out. */
function leavesOf(thing: unknown, above = '', depth = 0): Map<string, string> {
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing)) return new Map();
  return new Map(
    Object.entries(thing)
      .filter(([name]) => name !== 'links')
      .flatMap(([name, value]: [string, unknown]): [string, string][] => {
        const path = above + name;
        if (value === null) return [[path, 'null']];
        if (typeof value === 'string') return [[path, cutBetweenWords(value.trim(), LONGEST_CELL)]];
        if (typeof value !== 'object') return [[path, JSON.stringify(value)]];
        return depth < DEEPEST ? [...leavesOf(value, `${path}.`, depth + 1)] : [];
      }),
  );
}
