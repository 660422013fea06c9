/** Does a redirection URI belong to the registered callback? Contract §1.5, RFC 9700 §4.1.3 */
import type { Era } from '../eras.ts';

type Rule = (registered: string, requested: string) => boolean;

export const redirectUriRules: Readonly<Record<Era['redirectUriRule'], Rule>> = {
  exact: (registered, requested) => withoutFreePort(requested) === withoutFreePort(registered),
  prefix(registered, requested) {
    const [ours, theirs] = [withoutFreePort(registered), withoutFreePort(requested)];
    return theirs === ours || extendsPath(ours, theirs);
  },
};

/** RFC 8252 §7.3: a program on the loopback address takes whatever port is free. */
const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d{1,5}(?=\/|$)/;

/** Bitbucket: for the literal address only, seen in April 2026; `localhost` keeps its port. */
function withoutFreePort(uri: string): string {
  return URL.canParse(uri) ? uri.replace(LOOPBACK, '$1') : uri; // 99999 is no port
}

/** Bitbucket: registered `…/add-on` allows `…/add-on/function`, whole segments and a query. */
function extendsPath(registered: string, requested: string): boolean {
  if (!requested.startsWith(registered) || registered.includes('?')) return false;
  const added = requested.slice(registered.length);
  const isWholeSegment = registered.endsWith('/') || /^[/?]/.test(added);
  return isWholeSegment && isPlain(added) && !climbs(added);
}

/** Visible ASCII without fragment and backslash. RFC 6749 §3.1.2, RFC 3986 §2 */
function isPlain(added: string): boolean {
  return /^[\x21-\x7e]*$/.test(added) && !/[#\\]|%(?:0|1|23|2f|5c|7f)/i.test(added);
}

/** `..`, also as `%2e%2e` or `..;x`, would lead out of the registered path. */
function climbs(added: string): boolean {
  const [pathPart = ''] = added.split('?');
  const segments = pathPart.replace(/%2e/gi, '.').split('/');
  return segments.some((segment) => /^\.{1,2}(?:;.*|%3b.*)?$/i.test(segment));
}
