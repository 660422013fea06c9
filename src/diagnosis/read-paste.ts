/** What can be read out of a text without knowing the failure: status, codes, place, and whose words they are. */
import type { Where } from '../failures/failure.ts';
import { findGroups } from '../wire/find-secrets.ts';
import { joinParts } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';
import { maskPaste } from './mask-paste.ts';
import { normalize } from './normal-form.ts';
import type { NormalForm } from './normal-form.ts';

/** Something found in the normal form, and where in it. */
export interface Found {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

export interface Paste {
  /** As it was pasted, but for its secrets. */
  readonly parts: readonly TextPart[];
  readonly normal: NormalForm;
  /** Of the normal form, in lower case. */
  readonly lower: string;
  readonly statuses: readonly Found[];
  /** The words of `error=`, of RFC 6749 and others: `invalid_grant`, `invalid_target`. */
  readonly codes: readonly Found[];
  readonly places: readonly Where[];
  /** It brings words of its own, `error_description` or `message`: they are known here, or the failure is not. */
  readonly hasWords: boolean;
  /** A word of Bitbucket’s stands in it, or the form that its API gives to an error. */
  readonly isOfBitbucket: boolean;
  /** It names hosts, and none of them is Bitbucket’s or this machine. */
  readonly isOfOthers: boolean;
}

export function readPaste(pasted: string): Paste {
  const parts = maskPaste(pasted.replace(/\r\n?/g, '\n').trim());
  const normal = normalize(joinParts(parts));
  const { text } = normal;
  const isOfBitbucket = BITBUCKET.test(text);
  return {
    parts,
    normal,
    lower: text.toLowerCase(),
    statuses: find(text, STATUS),
    codes: find(text, CODE).filter(({ value }) => value !== 'error_description'),
    places: PLACES.filter(([, sign]) => sign.test(text)).map(([where]) => where),
    hasWords: /\berror_?description\b|\bmessage\b/i.test(text),
    isOfBitbucket,
    isOfOthers: !isOfBitbucket && namesAnotherHost(text),
  };
}

const BITBUCKET = /bitbucket|atlassian|"type": ?"error"|\bx-token-auth\b/i;

const PHRASES =
  'Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Gone|Too Many Requests|Client Error|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout';

/** `HTTP/1.1 400`, `status code 400`, `"statusCode": 429`, `(status: 403`, `410 Gone`, `returned error: 403`, `401 ()`. */
const STATUS = new RegExp(
  String.raw`\b(?:HTTP\/[\d.]{1,3}|(?:status|response|error|http)(?:[ _-]?code)?"?|code"?)[:= (]{1,3}([1-5]\d\d)\b|\b([45]\d\d):? (?:${PHRASES})\b|(?<![\d.:])([45]\d\d)(?: ?\(\)|: )`,
  'dgi',
);

/** Codes of RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, and whatever stands where a code stands. */
const CODE =
  /\b(access_denied|invalid_(?:request|client|grant|scope|token)|unauthorized_client|unsupported_(?:grant_type|response_type)|server_error|temporarily_unavailable|insufficient_scope)\b|\berror["']? ?[:=] ?["']?([a-z]{2,30}(?:_[a-z]{2,30}){1,4})\b/dgi;

function find(text: string, pattern: RegExp): Found[] {
  return findGroups(text, pattern).map(([from, to]) => ({
    value: text.slice(from, to).toLowerCase(),
    from,
    to,
  }));
}

const PLACES: readonly (readonly [Where, RegExp])[] = [
  ['authorize-page', /\/oauth2\/authorize\b|integration is misconfigured/i],
  ['redirect', /[?&#]error=\w/i],
  ['token-endpoint', /\/oauth2\/access_token\b|\berror_?description\b|\bgrant_type\b/i],
  ['api', /\bapi\.bitbucket\.org\b|bitbucket\.org\/api\/|"type": ?"error"|\/2\.0\//i],
  ['git', /\bremote: |\bfatal: /i],
  ['transport', /\bE[A-Z]{5,14}\b|\bcurl: \(\d{1,2}\)|\bgetaddrinfo\b|certificate|timed? ?out/],
];

const HOSTS =
  /\bhttps?:\/\/(?:[^\s/@"']{0,100}@)?([a-z\d.-]{1,100})|\bhost=["']?([a-z\d.-]{1,100})|@([a-z\d-]{1,40}\.(?:com|org|net)):/dgi;

function namesAnotherHost(text: string): boolean {
  // The callback of an answer is the client’s own: its host says nothing of who refused.
  if (/[?&#]error=\w/i.test(text)) return false;
  return find(text, HOSTS).some(({ value }) => !/^(?:localhost|127\.)/.test(value));
}
