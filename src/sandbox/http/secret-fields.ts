/** Cuts what must not be shown to its first four characters. */
import type { Fields } from './received-request.ts';

const SECRETS = new Set([
  'access_token',
  'client_secret',
  'clientSecret',
  'code',
  'code_verifier',
  'csrf',
  'password',
  'refresh_token',
  'request',
  'token',
  'assertion',
  'jwt',
]);
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);

/** The pairs of a query or a form. */
export function readFields(text: string): Fields {
  return text === '' ? {} : Object.fromEntries(new URLSearchParams(text));
}

export function maskFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, SECRETS.has(name) ? cut(value) : value]),
  );
}

export function maskHeaders(headers: Fields): Fields {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value)]),
  );
}

function maskHeader(name: string, value: string): string {
  if (name === 'location' || name === 'referer') return maskUrl(value);
  if (!SECRET_HEADERS.has(name)) return value;
  // The scheme and the cookie's name are no secrets.
  return value.replace(/^(\w+ +|[^=;\s]+=)?(.*)$/s, (_all, open = '', secret = '') => {
    return String(open) + cut(String(secret));
  });
}

/** Parameters of a query and of a fragment. */
export function maskUrl(url: string): string {
  return url.replace(/([?&#])([\w-]+)=([^&#]*)/g, (all, mark, name, value) =>
    SECRETS.has(String(name)) ? `${mark}${name}=${cut(String(value))}` : all,
  );
}

/** A JSON body, or the hidden fields and links of a page. */
export function maskBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body, maskValue));
  } catch {
    return maskUrl(body).replace(
      /(name="(?:csrf|request)" value=")([^"]*)/g,
      (_all, open, value) => String(open) + cut(String(value)),
    );
  }
}

function maskValue(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return SECRETS.has(name) ? cut(value) : maskUrl(value); // `next` may carry a token
}

function cut(value: string): string {
  return `${value.slice(0, 4)}…`;
}
