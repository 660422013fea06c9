/** Sends a request of the back channel and writes it into the wire log, whatever comes of it. */
import { validateHeaderValue } from 'node:http';
import type { Axios, AxiosResponse } from 'axios';
import { TransportError } from '../errors/errors.ts';
import type { TransportFailure } from '../errors/errors.ts';
import { KEPT_BACK } from './exchange.ts';
import type { NameValue, Role, WireRequest, WireResponse } from './exchange.ts';
import { openHttpClient } from './http-client.ts';
import type { WireLog } from './wire-log.ts';

export interface Sending {
  readonly step: string;
  readonly title: string;
  /** Of the API explorer: as its exchange has it. */
  readonly call?: string | undefined;
  readonly to: Role;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute, built from a configured base. */
  readonly url: string;
  /** None: whoever is asked is to see nobody. */
  readonly authorization: string | undefined;
  readonly backChannel?: BackChannel | undefined;
  readonly form?: Readonly<Record<string, string>>;
  /** Of the fields of the form. Default: as forms are. */
  readonly encoding?: 'json';
}

/** How our own server reaches what browsers reach by a public URL. The wire log shows the public one. */
export interface BackChannel {
  /** In the place of the URL's own: `http://127.0.0.1:49152`. */
  readonly origin: string;
  /** Sent beside those of the protocol, and not in the log. */
  readonly headers: readonly NameValue[];
}

/**
 * @returns The answer, whatever its status, and all of its body.
 * @throws {TransportError} No usable answer came.
 */
export type Send = (sending: Sending, wire: WireLog) => Promise<WireResponse>;

/** @param timeoutMs For one exchange; the wire log's deadline holds for all of a run. */
export function createSend(timeoutMs: number): Send {
  let client: Promise<Axios> | undefined;

  return async (sending, wire) => {
    const axios = await (client ??= openHttpClient());
    const startedAt = performance.now();
    const headers = headersOf(sending);
    const exchange = describeExchange(sending, headers);
    try {
      // axios would leave out what a header cannot hold: another token, and not the one in the log.
      for (const header of headers) validateHeaderValue(...header);
      const answer = await axios.request<string>({
        method: sending.method,
        url: whereSent(sending),
        headers: Object.fromEntries([...(sending.backChannel?.headers ?? []), ...headers]),
        ...(sending.form && { data: encode(sending.form, sending.encoding) }),
        // For all of it, body included: axios's `timeout` begins anew with each byte.
        signal: AbortSignal.timeout(Math.min(timeoutMs, wire.millisecondsLeft())),
      });
      const response = readAnswer(answer, sending.url);
      wire.add({ ...exchange, response, durationMs: performance.now() - startedAt });
      return response;
    } catch (error) {
      const failure = describeFailure(error, sending.url);
      const { message } = failure;
      wire.add({ ...exchange, failure: message, durationMs: performance.now() - startedAt });
      throw failure; // never `cause: error`: an HTTP client's errors may keep the secret
    }
  };
}

/** As the log has it, and before anything has come of it. */
function describeExchange(sending: Sending, headers: readonly NameValue[]) {
  const { step, title, call, to } = sending;
  return {
    step,
    title,
    ...(call !== undefined && { call }),
    channel: 'back',
    from: 'client',
    to,
    request: withoutCredentials(sending, headers),
  } as const;
}

/** Those of the protocol. */
function headersOf({ authorization, form, encoding }: Sending): NameValue[] {
  const headers: NameValue[] = [['Accept', 'application/json']];
  if (authorization !== undefined) headers.push(['Authorization', authorization]);
  headers.push(['User-Agent', 'bitbucket-oauth-grants']);
  if (form) headers.push(['Content-Type', MEDIA_TYPES[encoding ?? 'form']]);
  return headers;
}

const MEDIA_TYPES = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
} as const;

function encode(form: NonNullable<Sending['form']>, encoding: Sending['encoding']): string {
  return encoding === 'json' ? JSON.stringify(form) : new URLSearchParams(form).toString();
}

function whereSent({ url, backChannel }: Sending): string {
  if (backChannel === undefined) return url;
  const { pathname, search } = new URL(url);
  return backChannel.origin + pathname + search;
}

/** The request as the log may have it: the client's secret and a password never enter it. */
function withoutCredentials(
  { method, url, form }: Sending,
  headers: readonly NameValue[],
): WireRequest {
  const fields = form && Object.entries(form);
  return {
    method,
    url,
    headers: headers.map(([name, value]) => [
      name,
      value.startsWith('Basic ') ? KEPT_BACK.clientCredentials : value,
    ]),
    ...(fields && {
      form: fields.map(([name, value]) => [name, name === 'password' ? KEPT_BACK.password : value]),
    }),
  };
}

/** The other side's sessions are no part of OAuth: its cookies stay out. */
function readAnswer(
  { status, headers, data: body }: AxiosResponse<string>,
  url: string,
): WireResponse {
  // It would have to be unpacked, whatever its size.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new TransportError('unreadable', new URL(url).host, 'ENCODED_ANSWER');
  const kept = Object.entries(headers).filter(([name]) => name !== 'set-cookie');
  return { status, headers: kept.map(([name, value]) => [name, String(value)]), body };
}

/** Which system code means what; certificates have a dozen codes, matched below. */
const FAILURES: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNRESET: 'interrupted',
  EPIPE: 'interrupted',
  ETIMEDOUT: 'timeout',
  ANSWER_TOO_LARGE: 'too-large',
};

function describeFailure(error: unknown, url: string): TransportError {
  if (error instanceof TransportError) return error;
  const { host } = new URL(url);
  const code = codeOf(error);
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) return new TransportError('certificate', host, code);
  if (code.startsWith('HPE_')) return new TransportError('unreadable', host, code); // no HTTP
  return new TransportError(FAILURES[code] ?? 'other', host, code);
}

/** The system's word for it. Three of axios's own are translated: they say less, or something else. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'UNKNOWN';
  if (error.code === 'ERR_CANCELED') return 'ETIMEDOUT'; // by the signal, and by nobody else
  if (error.code !== 'ERR_BAD_RESPONSE') return String(error.code);
  const isTooLarge = 'message' in error && String(error.message).startsWith('maxContentLength');
  return isTooLarge ? 'ANSWER_TOO_LARGE' : 'ECONNRESET';
}
