/** A kept request as it is handed out: read, masked and shortened when somebody looks at it. */
import type { OutgoingHttpHeaders } from 'node:http';
import { isJson } from './bodies.ts';
import type { DetailedRequest, Fields, ReceivedRequest } from './received-request.ts';
import { joinPairs, maskBody, maskFields, maskHeaders, readFields } from './secret-fields.ts';

/** Texts and numbers: whoever kept the request itself would keep its connection, too. */
export interface KeptRequest {
  readonly id: number;
  readonly receivedAt: number;
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  /** A form, or JSON. */
  readonly sent: string;
  fault: string | null;
  notes: readonly string[];
  /** As Express handed it out: text, bytes or nothing. */
  answer: { status: number; headers: OutgoingHttpHeaders; body: unknown } | null;
}

const LONGEST_ANSWER = 20_000;

export function showRequest(one: KeptRequest, areSecretsShown: boolean): DetailedRequest {
  return shorten(areSecretsShown ? read(one) : mask(read(one)));
}

export function showBriefly(one: KeptRequest): ReceivedRequest {
  const { method, path, query, form, answer } = mask(read(one));
  return { method, path, query, form, status: answer?.status };
}

function read({
  receivedAt,
  url,
  rawHeaders,
  sent,
  answer,
  ...rest
}: KeptRequest): DetailedRequest {
  const [path = '', query = ''] = url.split(/\?(.*)/s, 2);
  const headers = joinPairs(pairsOf(rawHeaders));
  const wasJson = isJson(headers['content-type']);
  return {
    ...rest,
    receivedAt: new Date(receivedAt).toISOString(),
    path,
    query: readFields(query),
    headers,
    form: wasJson ? {} : readFields(sent),
    body: wasJson && sent !== '' ? sent : null,
    answer: answer && {
      status: answer.status,
      headers: toFields(answer.headers),
      body: textOf(answer.body),
    },
  };
}

function textOf(body: unknown): string {
  return typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : '';
}

/** As Node has them: a name, its value, a name … */
function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ''] as [string, string]] : [],
  );
}

function toFields(headers: OutgoingHttpHeaders): Fields {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
}

function mask({ query, form, headers, body, answer, ...rest }: DetailedRequest): DetailedRequest {
  return {
    ...rest,
    query: maskFields(query),
    headers: maskHeaders(headers),
    form: maskFields(form),
    body: body === null ? null : maskBody(body),
    answer: answer && {
      status: answer.status,
      headers: maskHeaders(answer.headers),
      body: maskBody(answer.body),
    },
  };
}

/** Only what has been masked: half a token could not be told from other text. */
function shorten({ answer, ...rest }: DetailedRequest): DetailedRequest {
  return {
    ...rest,
    answer: answer && { ...answer, body: answer.body.slice(0, LONGEST_ANSWER) },
  };
}
