/** Masks codes, tokens and secrets in whatever text is about to be shown. */

/** A piece of text: plain, or what is left of a secret. */
export interface TextPart {
  readonly text: string;
  readonly isMasked: boolean;
}

const SECRET_NAMES =
  'access_token|refresh_token|id_token|token|code|code_verifier|client_secret|password|assertion';

/** `"access_token": "…"` in JSON, `access_token=…` in a query, a fragment or a form. */
const NAMED_SECRETS = new RegExp(
  String.raw`"(?:${SECRET_NAMES})"\s*:\s*"((?:[^"\\]|\\.)*)"|(?<![\w-])(?:${SECRET_NAMES})=([^&#\s"'<>]+)`,
  'dg',
);
const BEARER = /\b(?:Bearer|Basic|JWT) ([\w.~+/=-]{8,})/dg;

/**
 * At most four characters at either end, none of a short secret.
 *
 * @returns `eyJh…Zk3w`
 */
export function mask(secret: string): string {
  return secret.length < 16 ? '••••' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;
}

/**
 * Splits a text into plain parts and masked secrets.
 *
 * @param known Secrets of this run that must not show wherever they stand.
 */
export function maskText(text: string, known: readonly string[] = []): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const [from, to] of findSecrets(text, known)) {
    if (from > end) parts.push({ text: text.slice(end, from), isMasked: false });
    parts.push({ text: mask(text.slice(from, to)), isMasked: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMasked: false });
  return parts;
}

export function plain(text: string): TextPart[] {
  return text === '' ? [] : [{ text, isMasked: false }];
}

type Span = readonly [from: number, to: number];

/** Where secrets stand, in order, overlapping finds merged. */
function findSecrets(text: string, known: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const pattern of [NAMED_SECRETS, BEARER]) {
    for (const match of text.matchAll(pattern)) {
      const span = match.indices?.slice(1).find((group) => group !== undefined);
      if (span) spans.push(span);
    }
  }
  for (const secret of known.filter((one) => one !== '')) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      spans.push([at, at + secret.length]);
    }
  }
  return merge(spans.toSorted((a, b) => a[0] - b[0]));
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span[0] < last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], span[1])];
    else if (span[1] > span[0]) merged.push(span);
  }
  return merged;
}
