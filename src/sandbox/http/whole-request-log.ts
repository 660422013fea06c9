/** Requests kept whole, for a test at work: read and masked when somebody looks at them, not before. */
import { type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Express, Response } from 'express';
import type { Clock } from '../clock.ts';
import { formText } from './parameters.ts';
import type { DetailedRequest, Fields, ReceivedRequest } from './received-request.ts';
import { type RequestLog, keepLatest } from './request-log.ts';
import { maskBody, maskFields, maskHeaders, readFields } from './secret-fields.ts';

/** Texts and numbers: whoever kept the request itself would keep its connection, too. */
interface Kept {
  readonly id: number;
  readonly receivedAt: number;
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  form: string;
  fault: string | null;
  answer: { status: number; headers: OutgoingHttpHeaders; body: unknown } | null;
}

const LONGEST_BODY = 20_000;

export function createWholeLog(clock: Clock): RequestLog {
  const kept: Kept[] = [];
  let count = 0;
  return {
    get entries() {
      return kept.map((one) => brief(mask(show(one))));
    },
    list: (areSecretsShown = false) =>
      kept.map((one) => (areSecretsShown ? show(one) : mask(show(one)))),
    clear: () => void kept.splice(0),
    middleware({ method, url, rawHeaders }, res, next) {
      const id = (count += 1);
      const one: Kept = {
        id,
        receivedAt: clock.now(),
        method,
        url,
        rawHeaders,
        form: '',
        fault: null,
        answer: null,
      };
      res.locals['kept'] = one;
      keepLatest(kept, one);
      next();
    },
  };
}

/** Every answer of this app is noted as it goes out. Express sends a body as one piece, through `end`. */
export function noteAnswers(app: Express): void {
  const end = Reflect.get(ServerResponse.prototype, 'end') as Response['end'];
  app.response.end = function noteAndEnd(this: Response, ...parts: unknown[]) {
    const one = keptOf(this);
    if (one) {
      one.form = formText(this.req);
      // Nobody is there any more where the connection was cut.
      if (!this.destroyed) {
        one.answer = { status: this.statusCode, headers: this.getHeaders(), body: parts[0] };
      }
    }
    return Reflect.apply(end, this, parts) as Response;
  };
}

export function noteFault(res: Response, name: string): void {
  const one = keptOf(res);
  if (one) one.fault = name;
}

function keptOf({ locals }: Response): Kept | undefined {
  return locals['kept'] as Kept | undefined;
}

function show({ receivedAt, url, rawHeaders, form, answer, ...rest }: Kept): DetailedRequest {
  const [path = '', query = ''] = url.split(/\?(.*)/s, 2);
  return {
    ...rest,
    receivedAt: new Date(receivedAt).toISOString(),
    path,
    query: readFields(query),
    headers: readRawHeaders(rawHeaders),
    form: readFields(form),
    answer: answer && {
      status: answer.status,
      headers: toFields(answer.headers),
      body: textOf(answer.body).slice(0, LONGEST_BODY),
    },
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : '';
}

/** Name and value by turns. */
function readRawHeaders(raw: readonly string[]): Fields {
  const headers = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at]?.toLowerCase(), raw[at + 1]];
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(headers);
}

function toFields(headers: OutgoingHttpHeaders): Fields {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
}

function mask({ query, form, headers, answer, ...rest }: DetailedRequest): DetailedRequest {
  return {
    ...rest,
    query: maskFields(query),
    headers: maskHeaders(headers),
    form: maskFields(form),
    answer: answer && {
      status: answer.status,
      headers: maskHeaders(answer.headers),
      body: maskBody(answer.body),
    },
  };
}

function brief({ method, path, query, form, answer }: DetailedRequest): ReceivedRequest {
  return { method, path, query, form, status: answer?.status };
}
