/** The requests that the sandbox received, for tests and for whoever wonders what arrived. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../clock.ts';
import { queryText } from './parameters.ts';
import type { DetailedRequest, Fields, ReceivedRequest } from './received-request.ts';
import { maskBody, maskHeaders, readFields } from './secret-fields.ts';

export interface RequestLog {
  /** The same array for ever; secrets masked. */
  entries: readonly ReceivedRequest[];
  /** With every detail. @param areSecretsShown Default false. */
  list(areSecretsShown?: boolean): DetailedRequest[];
  clear(): void;
  middleware: RequestHandler;
}

const KEPT = 500;
const LONGEST_BODY = 20_000;

/** @param details Keeps whole requests, with this clock's time; without it nothing secret stays. */
export function createRequestLog(details?: Clock): RequestLog {
  const entries: ReceivedRequest[] = [];
  const detailed: DetailedRequest[] = [];
  let count = 0;
  return {
    entries,
    list: (areSecretsShown = false) =>
      detailed.map((request) => (areSecretsShown ? request : mask(request))),
    clear() {
      entries.length = 0;
      detailed.length = 0;
    },
    middleware(req, res, next) {
      const entry = describe(req);
      keep(entries, entry);
      res.once('finish', () => {
        entry.form = readFields(bodyOf(req));
        entry.status = res.statusCode;
      });
      if (details) keep(detailed, watch(req, res, (count += 1), details));
      next();
    },
  };
}

function keep<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT) list.shift();
}

function describe(req: Request): ReceivedRequest {
  const { method, path } = req;
  return { method, path, query: readFields(queryText(req)), form: {}, status: undefined };
}

function watch(req: Request, res: Response, id: number, clock: Clock): DetailedRequest {
  const request: DetailedRequest = {
    id,
    receivedAt: new Date(clock.now()).toISOString(),
    method: req.method,
    path: req.path,
    query: readFields(queryText(req), false),
    headers: toFields(req.headers),
    form: {},
    fault: null,
    answer: null,
  };
  const body = collectBody(res);
  const note = () => {
    const fault: unknown = res.locals['fault'];
    request.form = readFields(bodyOf(req), false);
    request.fault = typeof fault === 'string' ? fault : null;
    if (!res.writableFinished) return;
    const headers = toFields(res.getHeaders());
    request.answer = { status: res.statusCode, headers, body: body() };
  };
  res.once('finish', note).once('close', note);
  return request;
}

/** What goes out, as text, up to a limit. Express sends a body as one piece, through `end`. */
function collectBody(res: Response): () => string {
  let text = '';
  const end = res.end.bind(res);
  const watched = (...parts: Parameters<Response['end']>) => {
    const [chunk] = parts as readonly unknown[];
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) {
      text = String(chunk).slice(0, LONGEST_BODY);
    }
    return end(...parts);
  };
  res.end = watched as Response['end'];
  return () => text;
}

function bodyOf(req: Request): string {
  const body: unknown = req.body;
  return typeof body === 'string' ? body : '';
}

function toFields(headers: IncomingHttpHeaders | OutgoingHttpHeaders): Fields {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
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

function maskFields(fields: Fields): Fields {
  return readFields(new URLSearchParams(fields).toString());
}
