/** Sends a request of the back channel and writes it into the wire log, whatever comes of it. */
import http from 'node:http';
import https from 'node:https';
import { create as createHttpClient, isAxiosError } from 'axios';
import type { AxiosResponse } from 'axios';
import { TransportError } from '../errors.ts';
import type { TransportFailure } from '../errors.ts';
import { KEPT_BACK, LONGEST_KEPT_BODY } from './exchange.ts';
import type { NameValue, Role, WireLog, WireRequest, WireResponse } from './exchange.ts';

export interface Sending {
  readonly step: string;
  readonly title: string;
  readonly to: Role;
  readonly method: 'GET' | 'POST';
  /** Absolute, built from a configured base. */
  readonly url: string;
  readonly authorization: string;
  readonly form?: Readonly<Record<string, string>>;
}

/**
 * @returns The answer, whatever its status, and the id of its exchange in the log.
 * @throws {TransportError} No usable answer came.
 */
export type Send = (
  sending: Sending,
  wire: WireLog,
) => Promise<WireResponse & { exchangeId: string }>;

const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** Idle connections end before the other side ends them (Node: after five seconds): a code must not be lost to that. */
const KEPT_ALIVE = { keepAlive: true, timeout: 4_000 };

/** @param timeoutMs For one exchange; the wire log's deadline holds for all of a run. */
export function createSend(timeoutMs: number): Send {
  const client = createHttpClient({
    httpAgent: new http.Agent(KEPT_ALIVE),
    // Not even NODE_TLS_REJECT_UNAUTHORIZED can turn the check of certificates off.
    httpsAgent: new https.Agent({ ...KEPT_ALIVE, rejectUnauthorized: true }),
    proxy: false, // an environment's proxy would be given the credentials, of localhost even
    maxRedirects: 0, // a 307 would carry the form to another host
    maxContentLength: LARGEST_ANSWER_BYTES,
    maxBodyLength: LARGEST_ANSWER_BYTES,
    responseType: 'text',
    transformResponse: (body: unknown) => body, // parsed behind, where a fault can be named
    validateStatus: () => true, // a 400 is an answer, not an accident
  });

  return async (sending, wire) => {
    const startedAt = performance.now();
    const headers: NameValue[] = [
      ['Accept', 'application/json'],
      ['Authorization', sending.authorization],
      ['User-Agent', 'bitbucket-oauth-grants'],
    ];
    const form = sending.form && Object.entries(sending.form);
    if (form) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    const exchange = {
      step: sending.step,
      title: sending.title,
      channel: 'back',
      from: 'client',
      to: sending.to,
      request: withoutCredentials(sending.method, sending.url, headers, form),
    } as const;

    const tooLate = new AbortController(); // covers the body too, where a timeout of axios does not
    const patience = Math.min(timeoutMs, wire.millisecondsLeft());
    const timer = setTimeout(() => tooLate.abort(), patience);
    try {
      const answer: AxiosResponse<unknown> = await client.request({
        method: sending.method,
        url: sending.url,
        headers: Object.fromEntries(headers),
        ...(form && { data: new URLSearchParams(form).toString() }),
        signal: tooLate.signal,
      });
      const body = typeof answer.data === 'string' ? answer.data : '';
      const response = { status: answer.status, headers: readHeaders(answer), body };
      const durationMs = performance.now() - startedAt;
      const kept = { ...response, body: body.slice(0, LONGEST_KEPT_BODY) };
      return { ...response, exchangeId: wire.add({ ...exchange, response: kept, durationMs }).id };
    } catch (error) {
      const failure = describeFailure(error, sending.url);
      wire.add({
        ...exchange,
        failure: failure.message,
        durationMs: performance.now() - startedAt,
      });
      throw failure; // never `cause: error`: axios keeps the secret in it
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The request as the log may have it: the client's secret and a password never enter it. */
function withoutCredentials(
  method: string,
  url: string,
  headers: readonly NameValue[],
  form: readonly NameValue[] | undefined,
): WireRequest {
  return {
    method,
    url,
    headers: headers.map(([name, value]) => [
      name,
      value.startsWith('Basic ') ? KEPT_BACK.clientCredentials : value,
    ]),
    ...(form && {
      form: form.map(([name, value]) => [name, name === 'password' ? KEPT_BACK.password : value]),
    }),
  };
}

function readHeaders(answer: AxiosResponse): NameValue[] {
  return Object.entries(answer.headers)
    .filter(([name]) => name !== 'set-cookie') // the other side's sessions are no part of OAuth
    .map(([name, value]) => [name, String(value)]);
}

/** Which system code means what; certificates have a dozen codes, matched below. */
const FAILURES: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNRESET: 'interrupted',
  EPIPE: 'interrupted',
  ECONNABORTED: 'timeout',
  ETIMEDOUT: 'timeout',
  ERR_CANCELED: 'timeout',
  ERR_BAD_RESPONSE: 'interrupted',
  HPE_HEADER_OVERFLOW: 'unreadable',
  Z_DATA_ERROR: 'unreadable',
  Z_BUF_ERROR: 'unreadable',
};

function describeFailure(error: unknown, url: string): TransportError {
  const { host } = new URL(url);
  const { code = 'UNKNOWN', message = '' } = isAxiosError(error) ? error : {};
  if (message.includes('maxContentLength')) return new TransportError('too-large', host, code);
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return new TransportError('certificate', host, code);
  return new TransportError(FAILURES[code] ?? 'other', host, code);
}
