/** Parameters of a query or a form, read strictly. RFC 6749 §3.1, §3.2 */
import type { Request } from 'express';
import { ApiError, OAuthError } from '../errors.ts';
import { bodyText, isForm } from './bodies.ts';

export interface Parameters {
  /** RFC 6749 §3.1: sent without a value is the same as not sent. */
  get(name: string): string | undefined;
  names(): string[];
}

const MOST_FIELDS = 50;

/** Names that an endpoint or a page reads: `code[]=x` would be unknown otherwise, and the answer that `code` is missing. */
const KNOWN = new Set(
  `client_id client_secret response_type redirect_uri scope state code_challenge
   code_challenge_method grant_type code code_verifier username password refresh_token
   token access_token csrf request person decision client service`.split(/\s+/),
);

/**
 * @param repeatable May come twice, if it says the same: against RFC 6749 §3.1.
 * @throws {OAuthError} Another name comes twice, a known one as a list, or too many come.
 */
export function parseParameters(text: string, repeatable?: string): Parameters {
  const values = new Map<string, string>(); // a Map: `__proto__` is a name like any other
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > MOST_FIELDS) {
    throw new OAuthError('invalid_request', 'Too many parameters', 413);
  }
  for (const [name, value] of pairs) {
    if (name === repeatable && values.get(name) === value) continue;
    if (values.has(name)) throw refused('Parameter given more than once', name);
    const [base = '', list] = name.split('[', 2);
    if (list !== undefined && KNOWN.has(base)) throw refused('Parameter given as a list', name);
    values.set(name, value);
  }
  return { get: (name) => values.get(name) || undefined, names: () => [...values.keys()] };
}

const ONCE =
  'Each parameter may come once (RFC 6749 §3.1). Bitbucket was seen to take response_type twice, in 2021: ' +
  'so does the sandbox, if it says the same both times.';

function refused(reason: string, name: string): OAuthError {
  return new OAuthError('invalid_request', `${reason}: ${printable(name)}`, 400, {}, ONCE);
}

/** RFC 6749 §5.2: an error_description holds printable ASCII without quote and backslash. */
export function printable(name: string): string {
  return name.slice(0, 40).replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}

/** The query as it stands in the request line, not as a framework makes objects of it. */
export function queryText(req: Request): string {
  const start = req.url.indexOf('?');
  return start === -1 ? '' : req.url.slice(start + 1);
}

export function readQuery(req: Request, repeatable?: string): Parameters {
  return parseParameters(queryText(req), repeatable);
}

/** Empty unless the body was `application/x-www-form-urlencoded`: nothing else is parsed. */
export function formText(req: Request): string {
  return isForm(req) ? bodyText(req) : '';
}

export function readForm(req: Request): Parameters {
  return parseParameters(formText(req));
}

/** A query of the API, where a name may come more than once (`state=OPEN&state=MERGED`). */
export function readApiQuery(req: Request): URLSearchParams {
  const query = new URLSearchParams(queryText(req));
  if (query.size > MOST_FIELDS) throw new ApiError(400, 'Too many parameters');
  return query;
}
