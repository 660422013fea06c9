/** Masks what must not be shown of a request: its secrets, by their names. */
import { maskBeginning } from '../../secrets/mask.ts';
import { SECRET_HEADERS, isSecretName } from '../../secrets/secret-names.ts';
import type { Fields } from './received-request.ts';

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
  return mapFields(fields, (name, value) => (isSecretName(name) ? maskBeginning(value) : value));
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
    return String(open) + maskBeginning(String(secret));
  });
}

/** Parameters of a query and of a fragment, `&` written out as HTML does too. */
export function maskUrl(url: string): string {
  return url.replace(
    /([?&#]|&amp;)([\w.%[\]-]+)=([^&#]*)/g,
    (all: string, mark: string, name: string, value: string) =>
      isSecretName(decode(name)) ? `${mark}${name}=${maskBeginning(value)}` : all,
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
        isSecretName(field ?? String(key)) ? open + maskBeginning(String(value)) : all,
    );
  }
}

function maskValue(name: string, value: unknown): unknown {
  if (isSecretName(name) && value !== null && typeof value !== 'boolean') {
    return maskBeginning(typeof value === 'string' ? value : '');
  }
  return typeof value === 'string' ? maskUrl(value) : value; // `next` may carry a token
}

function decode(name: string): string {
  return [...new URLSearchParams(`${name}=`).keys()][0] ?? '';
}
