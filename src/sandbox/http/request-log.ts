/** The requests that the sandbox received, for tests and for whoever wonders what arrived. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Clock } from '../clock.ts';
import { queryText } from './parameters.ts';
import type { DetailedRequest, Fields, ReceivedRequest } from './received-request.ts';
import { maskBody, maskFields, maskHeaders, readFields } from './secret-fields.ts';

export interface RequestLog {
  /** Secrets masked. */
  readonly entries: readonly ReceivedRequest[];
  /** With every detail. @param areSecretsShown Default false. */
  list(areSecretsShown?: boolean): DetailedRequest[];
  clear(): void;
  middleware: RequestHandler;
}

const KEPT = 500;
const LONGEST_BODY = 20_000;

/** Keeps nothing secret, and so reads and masks each request as it comes. */
export function createBriefLog(): RequestLog {
  const entries: ReceivedRequest[] = [];
  return {
    entries,
    list: () => [],
    clear: () => void entries.splice(0),
    middleware(req, res, next) {
      const entry: ReceivedRequest = {
        method: req.method,
        path: req.path,
        query: maskFields(readFields(queryText(req))),
        form: {},
        status: undefined,
      };
      keep(entries, entry);
      res.once('finish', () => {
        entry.form = maskFields(readFields(formOf(req)));
        entry.status = res.statusCode;
      });
      next();
    },
  };
}

/** Keeps requests whole, as they came: they are read when somebody looks at them. */
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
    middleware(req, res, next) {
      keep(kept, watch(req, res, (count += 1), clock.now()));
      next();
    },
  };
}

interface Kept {
  readonly id: number;
  readonly receivedAt: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  form: string;
  fault: string | null;
  answer: { status: number; headers: OutgoingHttpHeaders; body: string } | null;
}

function watch(req: Request, res: Response, id: number, receivedAt: number): Kept {
  const { method, path, headers } = req;
  const query = queryText(req);
  const kept: Kept = {
    id,
    receivedAt,
    method,
    path,
    query,
    headers,
    form: '',
    fault: null,
    answer: null,
  };
  let body = '';
  const end = res.end.bind(res);
  // Express sends a body as one piece, through `end`.
  const watchedEnd = (...parts: Parameters<Response['end']>) => {
    const [chunk] = parts as readonly unknown[];
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) {
      body = String(chunk).slice(0, LONGEST_BODY);
    }
    return end(...parts);
  };
  res.end = watchedEnd as Response['end'];
  res.once('close', () => {
    const fault: unknown = res.locals['fault'];
    kept.form = formOf(req);
    kept.fault = typeof fault === 'string' ? fault : null;
    if (res.writableFinished) {
      kept.answer = { status: res.statusCode, headers: res.getHeaders(), body };
    }
  });
  return kept;
}

function keep<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT) list.shift();
}

function formOf(req: Request): string {
  const body: unknown = req.body;
  return typeof body === 'string' ? body : '';
}

function show({ receivedAt, query, headers, form, answer, ...rest }: Kept): DetailedRequest {
  return {
    ...rest,
    receivedAt: new Date(receivedAt).toISOString(),
    query: readFields(query),
    headers: toFields(headers),
    form: readFields(form),
    answer: answer && { ...answer, headers: toFields(answer.headers) },
  };
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

function brief({ method, path, query, form, answer }: DetailedRequest): ReceivedRequest {
  return { method, path, query, form, status: answer?.status };
}
