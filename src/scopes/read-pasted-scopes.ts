/** The scopes that a token has, out of whatever says so: its answer, a header, a redirect, or the names themselves. */
import { findScope, isOfApiTokens } from './scopes.ts';

/** The header that says what a token has, in the printout of a program. Contract §4.6 */
export const GRANTED_HEADER = /^[ \t<>*-]{0,8}x-oauth-scopes:([^\r\n]*)/im;

export interface PastedScopes {
  readonly scopes: readonly string[];
  /** Of API tokens and Forge: `read:repository:bitbucket`. They are not those of OAuth. */
  readonly ofApiTokens: readonly string[];
  /** Spelt as a scope, and none. Only where the text says that these are scopes: else it may be a password. */
  readonly unknown: readonly string[];
  /** Other words, which nothing says to be scopes. */
  readonly others: number;
}

/** In the order in which they are looked for: what names them is surer than what is left. */
const PLACES = [
  /"scopes?"\s*:\s*"([^"]*)"/,
  /"scopes?"\s*:\s*\[([^\]]*)\]/,
  GRANTED_HEADER,
  /(?:^|[?&#\s])scopes?=([^&#\s'"]*)/,
] as const;

const SPELT_AS_ONE = /^[a-z]{2,20}(?::[a-z-]{2,20}){0,2}$/;

export function readPastedScopes(text: string): PastedScopes {
  const plain = text.replaceAll('\\"', '"');
  const named = PLACES.map((place) => place.exec(plain)?.[1]).find((one) => one !== undefined);
  // A whole answer without the field has other words in it than scopes.
  const names = splitScopes(named ?? (/[{}=]/.test(plain) ? '' : plain));
  const unknown = names.filter((name) => !findScope(name) && !isOfApiTokens(name));
  return {
    scopes: names.filter((name) => findScope(name) !== undefined),
    ofApiTokens: names.filter(isOfApiTokens),
    unknown: named === undefined ? [] : unknown,
    others: named === undefined ? unknown.length : 0,
  };
}

/** By spaces (RFC 6749 §3.3), commas, or as a URL has them. What is not spelt as a scope may be a secret. */
export function splitScopes(text: string): string[] {
  const names = text
    .replaceAll(/%20|\+/g, ' ')
    .replaceAll(/%3A/gi, ':')
    .split(/[\s,;'"[\]]+/);
  return [...new Set(names.filter((name) => SPELT_AS_ONE.test(name)))];
}
