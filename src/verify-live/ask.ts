/**
 * Requests as no client of this app would send them: without credentials, as JSON, in the query. So they do not go
 * through the token client, and nothing of them is kept.
 */
import { tryJsonObject } from '../wire/try-json.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The fields of a JSON object; empty where it is none. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const TIMEOUT_MS = 20_000;
/** Of a text of the other side. */
const LONGEST_WORDS = 160;

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

export async function ask(url: string | URL, asking: Asking = {}): Promise<Reply> {
  const response = await fetch(url, {
    ...asking,
    headers: { 'User-Agent': 'bitbucket-oauth-grants verify-live', ...asking.headers },
    redirect: 'manual', // a token is not carried on to another address
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return {
    status: response.status,
    headers: response.headers,
    fields: tryJsonObject(await response.text()) ?? {},
  };
}

/** `400 invalid_grant: Unsupported grant type: None`; the status alone where there is no error of RFC 6749 §5.2. */
export function describeTokenReply({ status, fields }: Reply): string {
  const { error, error_description: description } = fields;
  const words = [error, description].filter((one) => typeof one === 'string');
  return [status, words.join(': ').slice(0, LONGEST_WORDS)].join(' ').trim();
}

/** `404: Resource not found`; the status alone where there is no error of the API. */
export function describeApiReply({ status, fields }: Reply): string {
  const { error } = fields;
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string'
    ? `${status}: ${message.slice(0, LONGEST_WORDS)}`
    : `${status}`;
}
