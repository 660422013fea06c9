/** The exchanges of a run as lines of a script: each is made once more, with what the sandbox answers this time. */
import { KINDS } from '../mistakes/fault-choices.ts';
import { findMistake } from '../mistakes/index.ts';
import { replayInBrowser } from './replay-in-browser.ts';
import type { ExchangeRecord, RunRecord } from './run-record.ts';
import { credentials, wordOf } from './secret-words.ts';
import { comment, escape, layOut, literal, quote } from './shell-words.ts';

export function replaySteps(record: RunRecord): string[] {
  const { exchanges } = record;
  return exchanges.flatMap((exchange, at) => [
    '',
    comment(titleOf(exchange)),
    ...prepare(exchange, exchanges.slice(0, at)),
    ...(exchange.channel === 'front'
      ? replayInBrowser(exchange, exchanges[at + 1], record)
      : replayFromServer(exchange, record)),
  ]);
}

function titleOf({ step, title, mistake }: ExchangeRecord): string {
  const onPurpose = findMistake(mistake)?.name;
  return `(${step}) ${title}${onPurpose === undefined ? '' : `. Wrong on purpose: ${onPurpose}`}`;
}

/** What happens on the other side first: time goes by, the server is in trouble, the person takes it back. */
function prepare(exchange: ExchangeRecord, before: readonly ExchangeRecord[]): string[] {
  const { mistake, to, secrets } = exchange;
  const passed = millisecondsPassed(exchange, before);
  const fault = KINDS.find(({ id }) => `fault-${id}` === mistake)?.order;
  const endpoint = to === 'resource-server' ? 'api' : 'token';
  const order = fault && JSON.stringify({ ...fault, endpoint, times: 1 });
  return [
    ...(passed > 0 ? [`control clock '{"advance": "${passed}ms"}'`] : []),
    ...(order === undefined ? [] : [`control faults ${literal(order)}`]),
    ...(secrets.some(({ is }) => is === 'withdrawn') ? ['take_back'] : []),
  ];
}

/** Less than requests take is no turn of a clock. */
const SHORTEST_TURN_MS = 1_000;

function millisecondsPassed(
  { aheadMs }: ExchangeRecord,
  before: readonly ExchangeRecord[],
): number {
  const earlier = before.flatMap((one) => one.aheadMs ?? []);
  if (aheadMs === undefined || earlier.length === 0) return 0;
  const passed = Math.round(aheadMs - Math.max(...earlier));
  return passed < SHORTEST_TURN_MS ? 0 : passed;
}

/** RFC 6749 §3.2, RFC 6750 §2.1, RFC 7009 */
function replayFromServer(exchange: ExchangeRecord, record: RunRecord): string[] {
  const target = targetOf(exchange, record);
  if (target === undefined) return [comment('It went to another server, and is left out.')];
  const { step, to, request, response } = exchange;
  const asksToken = to === 'authorization-server' && step !== 'Revoke';
  const status = String(response?.status ?? 0).padStart(3, '0');
  const method = request.method === 'GET' || request.form ? [] : [`--request ${request.method}`];
  return [
    ...typePassword(exchange),
    ...layOut(`${asksToken ? 'ask_token' : 'request'} ${step} ${status} ${target}`, [
      ...method,
      ...credentials(exchange),
      ...bodyOf(exchange, record),
    ]),
  ];
}

/** On the sandbox of the script. @returns Nothing for an address of neither of its servers. */
function targetOf(exchange: ExchangeRecord, { server }: RunRecord): string | undefined {
  const { url } = exchange.request;
  const site = server.authorizationEndpoint.replace(/\/site\/oauth2\/authorize$/, '');
  const path = [
    [server.apiBaseUrl, '/2.0'],
    [`${site}/site/`, '/site/'],
  ].flatMap(([base = '', ours = '']) =>
    url.startsWith(base) ? [ours + url.slice(base.length)] : [],
  )[0];
  if (path === undefined) return undefined;
  const [bare = '', query] = path.split(/\?(.*)/s);
  const parameters = [...new URLSearchParams(query)].map(([name, value]) =>
    wordOf(exchange, encodeURIComponent(name), encodeURIComponent(value).replaceAll('%2C', ',')),
  );
  return quote(`$SANDBOX${escape(bare)}${query === undefined ? '' : `?${parameters.join('&')}`}`);
}

/** Of which the run knows only whether it was taken. RFC 6749 §4.3 */
function typePassword({ request, response, mistake }: ExchangeRecord): string[] {
  const [, username] = request.form?.find(([name]) => name === 'username') ?? [];
  if (username === undefined || !request.form?.some(([name]) => name === 'password')) return [];
  const isRefused = mistake === undefined && response !== undefined && response.status !== 200;
  return [`PASSWORD=${isRefused ? 'not-the-right-one' : `$(password_of ${literal(username)})`}`];
}

function bodyOf(exchange: ExchangeRecord, record: RunRecord): string[] {
  const { form, headers } = exchange.request;
  if (!form) return [];
  const isJson = headers.some(
    ([name, value]) => name === 'Content-Type' && value === 'application/json',
  );
  const words = form.map(([name, value]) => wordOf(exchange, name, value, record));
  if (!isJson) return words.map((word) => `--data-urlencode ${quote(word)}`);
  const fields = form.map(
    ([name], at) => `--arg ${literal(name)} ${quote(words[at]?.slice(name.length + 1) ?? '')}`,
  );
  return [
    "--header 'Content-Type: application/json'",
    `--data "$(jq --null-input ${fields.join(' ')} '$ARGS.named')"`,
  ];
}
