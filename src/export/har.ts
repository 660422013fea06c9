/**
 * HTTP Archive 1.2, which the developer tools of browsers open.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { STATUS_CODES } from 'node:http';
import type { NameValue } from '../wire/exchange.ts';
import type { ExchangeRecord, RunRecord } from './run-record.ts';

/** "-1 if the info is not available." */
const UNKNOWN = -1;
const PAGE = 'run';

export function toHar(record: RunRecord) {
  const { grant, server, run, startedAt, madeBy, notes, exchanges } = record;
  const log = {
    version: '1.2',
    creator: { name: madeBy.name, version: madeBy.version },
    pages: [
      {
        startedDateTime: startedAt,
        id: PAGE,
        title: `${grant.title} at ${server.name}, run ${run}`,
        pageTimings: {},
      },
    ],
    entries: exchanges.map(toEntry),
    comment: notes.join(' '),
  };
  return { log };
}

function toEntry(exchange: ExchangeRecord) {
  const { sentAt, durationMs = 0, request, response, step, title, failure } = exchange;
  return {
    pageref: PAGE,
    startedDateTime: sentAt,
    time: durationMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: request.headers.map(toPair),
      queryString: toQuery(request.url),
      ...(request.form && { postData: toPostData(request.headers, request.form) }),
      headersSize: UNKNOWN,
      bodySize: UNKNOWN,
    },
    response: toResponse(response),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: [`(${step}) ${title}`, failure ?? whyNone(exchange)].filter(Boolean).join(': '),
  };
}

function whyNone({ channel, response }: ExchangeRecord): string | undefined {
  return channel === 'front' && !response
    ? 'the browser carried it, and its answer is not known'
    : undefined;
}

/** Status 0 is what browsers write where no answer came, or none is known. */
function toResponse(response: ExchangeRecord['response']) {
  const { status = 0, headers = [], body = '' } = response ?? {};
  const find = (wanted: string) =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(toPair),
    content: {
      size: Buffer.byteLength(body),
      mimeType: find('content-type') || 'x-unknown',
      text: body,
    },
    redirectURL: find('location'),
    headersSize: UNKNOWN,
    bodySize: UNKNOWN,
  };
}

function toPair([name, value]: NameValue) {
  return { name, value };
}

function toQuery(url: string) {
  return URL.canParse(url) ? [...new URL(url).searchParams].map(toPair) : [];
}

function toPostData(headers: readonly NameValue[], form: readonly NameValue[]) {
  const mimeType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
  if (mimeType === 'application/json')
    return { mimeType, params: [], text: JSON.stringify(Object.fromEntries(form)) };
  const fields = form.map(([name, value]): [string, string] => [name, value]);
  const text = new URLSearchParams(fields).toString();
  return { mimeType, params: form.map(toPair), text };
}
