/** Cuts what must not be shown: to its first four characters, or to nothing where it is short. */
import type { Fields } from './received-request.ts';

/** In lower case, without `_` and `-`: `client_secret`, `clientSecret` and `Client-Secret` are one. */
const SECRETS = new Set([
  'accesstoken',
  'assertion',
  'clientassertion',
  'clientsecret',
  'code',
  'codeverifier',
  'csrf',
  'idtoken',
  'jwt',
  'password',
  'refreshtoken',
  'request',
  'secret',
  'token',
]);
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization']);

/** Half of it at the least stays hidden. */
const SHOWN = 4;

/** The pairs of a query or a form. */
export function readFields(text: string): Fields {
  return text === '' ? {} : joinPairs(new URLSearchParams(text));
}

/** A name that comes twice shows both of its values, as header lists do. RFC 9110 §5.3 */
export function joinPairs(pairs: Iterable<readonly [string, string]>): Fields {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return Object.fromEntries(fields);
}

export function maskFields(fields: Fields): Fields {
  return mapFields(fields, (name, value) => (isSecret(name) ? cut(value) : value));
}

export function maskHeaders(headers: Fields): Fields {
  return mapFields(headers, maskHeader);
}

function mapFields(fields: Fields, change: (name: string, value: string) => string): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, change(name, value)]),
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

/** Parameters of a query and of a fragment, `&` written out as HTML does too. */
export function maskUrl(url: string): string {
  return url.replace(
    /([?&#]|&amp;)([\w.%[\]-]+)=([^&#]*)/g,
    (all: string, mark: string, name: string, value: string) =>
      isSecret(decode(name)) ? `${mark}${name}=${cut(value)}` : all,
  );
}

/** JSON, or the hidden fields and links of a page; also what is neither, such as JSON cut off. */
export function maskBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body, maskValue));
  } catch {
    return maskUrl(body).replace(
      /(name="(\w+)" value="|"([^"]+)"\s*:\s*")([^"\\]*(?:\\.[^"\\]*)*)/gs,
      (all: string, open: string, field: string | undefined, key = '', value = '') =>
        isSecret(field ?? String(key)) ? open + cut(String(value)) : all,
    );
  }
}

function maskValue(name: string, value: unknown): unknown {
  if (isSecret(name) && value !== null && typeof value !== 'boolean') {
    return cut(typeof value === 'string' ? value : '');
  }
  return typeof value === 'string' ? maskUrl(value) : value; // `next` may carry a token
}

/** `foo[code]` and `foo.code` are names of a secret, too. */
function isSecret(name: string): boolean {
  const parts = name
    .toLowerCase()
    .replaceAll(/[_-]/g, '')
    .split(/[[\].\s]+/);
  return parts.some((part) => SECRETS.has(part));
}

function decode(name: string): string {
  return [...new URLSearchParams(`${name}=`).keys()][0] ?? '';
}

function cut(value: string): string {
  return value.length < 2 * SHOWN ? '…' : `${value.slice(0, SHOWN)}…`;
}
