/** Where secrets stand in a text: by their names, or because they are known. */
import { ANY_SECRET_NAME } from '../secrets/secret-names.ts';
import { CUT_MARK } from './cut.ts';

export type Span = readonly [from: number, to: number];

/** `"access_token": "…"` in JSON, `access_token=…` in a query, a fragment or a form. What is cut off in the middle, too. */
const NAMED_SECRETS = new RegExp(
  String.raw`"(?:${ANY_SECRET_NAME})"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)(?:"|\\?$)|(?<![\w-])(?:${ANY_SECRET_NAME})=([^&#\s"'<>]+)`,
  'dgi',
);
const BEARER = /\b(?:Bearer|Basic|JWT) ([\w.~+/=-]{8,}|[\w.~+/=-]+$)/dg;

/** A shorter one would be found in words that have nothing to do with it. By its name it is found still. */
const SHORTEST_KNOWN = 8;

/** How secrets may be written: as they are, in JSON (`\"`, `\/`, `\u00e9`), in a URL. */
export function spellingsOf(secrets: readonly string[]): string[] {
  const spellings = secrets.flatMap((secret) => {
    if (/^[\w.-]*$/.test(secret)) return [secret]; // as most tokens are: the same everywhere
    const json = JSON.stringify(secret).slice(1, -1);
    const slashes = json.replaceAll('/', String.raw`\/`);
    return [secret, json, slashes, toAscii(json), toAscii(slashes), toUrl(secret)];
  });
  return [...new Set(spellings)].filter((one) => one !== '');
}

/** As `json.dumps` of Python has it, and with it Bitbucket. */
function toAscii(json: string): string {
  return json.replace(
    /[\x7f-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function toUrl(secret: string): string {
  return new URLSearchParams({ '': secret }).toString().slice(1);
}

/** @returns The text without the mark of a cut. */
export function trimCut(text: string): string {
  return text.endsWith(CUT_MARK) ? text.slice(0, -CUT_MARK.length) : text;
}

export function findNamed(text: string): Span[] {
  // A value that has a name stands behind one of these. A token of 2,000 characters has none, and is not gone through.
  const named = /[="]/.test(text) ? findGroups(text, NAMED_SECRETS) : [];
  return [...named, ...findGroups(text, BEARER)];
}

/** Where the groups of a pattern stand in a text. @param pattern With the flags `d` and `g`. */
export function findGroups(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].flatMap(
    ({ indices }) => indices?.slice(1).filter((group) => group !== undefined) ?? [],
  );
}

export function findKnown(text: string, known: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const secret of known.filter(({ length }) => length >= SHORTEST_KNOWN)) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      spans.push([at, at + secret.length]);
    }
  }
  return spans;
}

/** In the order of the text, those that overlap made one. */
export function inOrder(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && span[0] < last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else if (span[1] > span[0]) merged.push(span);
  }
  return merged;
}
