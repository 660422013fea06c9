/** What can be read out of a text without knowing the failure: status, codes, place, fields, whose words they are. */
import type { Where } from '../failures/failure.ts';
import type { TextPart } from '../wire/redaction.ts';
import { maskPaste } from './mask-paste.ts';
import { normalize } from './normal-form.ts';
import type { NormalForm } from './normal-form.ts';

export const LONGEST_PASTE = 8_000;

export interface Paste {
  /** As it was pasted, but for its secrets. */
  readonly parts: readonly TextPart[];
  /** The parts as one text. */
  readonly text: string;
  readonly normal: NormalForm;
  readonly statuses: readonly number[];
  /** The words of `error=`, of RFC 6749 and others: `invalid_grant`, `invalid_target`. */
  readonly codes: readonly string[];
  readonly places: readonly Where[];
  /** A word of Bitbucket’s stands in it, or the form that its API gives to an error. */
  readonly isOfBitbucket: boolean;
  /** It names hosts, and none of them is Bitbucket’s or this machine. */
  readonly isOfOthers: boolean;
}

/** @param pasted At most `LONGEST_PASTE` characters. */
export function readPaste(pasted: string): Paste {
  const parts = maskPaste(pasted.replace(/\r\n?/g, '\n').trim());
  const text = parts.map((part) => part.text).join('');
  const normal = normalize(text);
  const isOfBitbucket = /bitbucket|atlassian|"type": ?"error"|x-token-auth/i.test(normal.text);
  return {
    parts,
    text,
    normal,
    statuses: findStatuses(normal.text),
    codes: findCodes(normal.text),
    places: PLACES.filter(([, sign]) => sign.test(normal.text)).map(([where]) => where),
    isOfBitbucket,
    isOfOthers: !isOfBitbucket && namesAnotherHost(normal.text),
  };
}

const STATUS =
  /\b(?:HTTP\/[\d.]{1,3}|(?:status|response|error|http)(?:[ _-]?code)?"?|code"?)[:= (]{1,3}([1-5]\d\d)\b|\b([45]\d\d):? (?:Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Gone|Too Many Requests|Client Error|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout)\b|access_token ([45]\d\d)\b|(?<![\d.:])([45]\d\d)(?: ?\(\)|\/\{|: )/gi;

function findStatuses(text: string): number[] {
  const found = [...text.matchAll(STATUS)].map((match) => Number(match.slice(1).find(Boolean)));
  return [...new Set(found)];
}

/** Codes of RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, and whatever stands where a code stands. */
const CODE =
  /\b(access_denied|invalid_(?:request|client|grant|scope|token)|unauthorized_client|unsupported_(?:grant_type|response_type)|server_error|temporarily_unavailable|insufficient_scope)\b|\berror["']? ?[:=] ?["']?([a-z]{2,30}(?:_[a-z]{2,30}){1,4})\b/gi;

function findCodes(text: string): string[] {
  const found = [...text.matchAll(CODE)].map(([, known, other]) => (known ?? other ?? '').toLowerCase());
  return [...new Set(found)].filter((code) => code !== 'error_description');
}

const PLACES: readonly (readonly [Where, RegExp])[] = [
  ['authorize-page', /\/oauth2\/authorize\b|integration is misconfigured/i],
  ['redirect', /[?&#]error=\w/i],
  ['token-endpoint', /\/oauth2\/access_token\b|\berror_?description\b|\bgrant_type\b/i],
  ['api', /\bapi\.bitbucket\.org\b|bitbucket\.org\/api\/|"type": ?"error"|\/2\.0\//i],
  ['git', /\bremote: |\bfatal: /i],
  ['transport', /\bE[A-Z]{5,14}\b|\bcurl: \(\d{1,2}\)|\bgetaddrinfo\b|certificate|timed? ?out/],
];

const HOSTS = /\bhttps?:\/\/(?:[^\s/@"']{0,100}@)?([a-z\d.-]{1,100})|\bhost=["']?([a-z\d.-]{1,100})|@([a-z\d-]{1,40}\.(?:com|org|net)):/gi;

function namesAnotherHost(text: string): boolean {
  const hosts = [...text.matchAll(HOSTS)].map((match) => match.slice(1).find(Boolean) ?? '');
  const isNear = (host: string) => /^(?:localhost|127\.|\[)/.test(host);
  // The callback of an answer is the client’s own: it says nothing of who refused.
  return hosts.some((host) => !isNear(host)) && !/[?&#]error=\w/i.test(text);
}
