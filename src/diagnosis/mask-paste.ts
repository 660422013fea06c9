/** Takes the secrets out of what somebody pasted, before anything else looks at it. */
import { ANY_SECRET_NAME } from '../secrets/secret-names.ts';
import { findNamed } from '../wire/find-secrets.ts';
import type { Span } from '../wire/find-secrets.ts';
import { maskSpans } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';

const PASSWORDS = ['password', 'secret', 'client[_-]?secret', 'passphrase'].join('|');

/** JSON within JSON, a dictionary of Python, a struct of Go, YAML: `\"token\": \"…`, `'token': '…`, `token: …`. */
function named(names: string, value: string): RegExp {
  return new RegExp(
    String.raw`(?<![A-Za-z\d](?<!%[\dA-F]{2}))(?:${names})\\{0,3}["']?[ \t]{0,3}(?:[:=]|=>|%3D)[ \t]{0,3}\\{0,3}["']?(${value})`,
    'dgi',
  );
}

/**
 * Shapes in which logs and transcripts have secrets, and no answer of a server: each with the secret as its
 * one group.
 */
const SHAPES: readonly RegExp[] = [
  named(PASSWORDS, String.raw`[^\s"'\\,;&<>]+`),
  // “token: expired” is no secret: a digit is in every token, sooner or later.
  named(ANY_SECRET_NAME, String.raw`[\w.~+/%-]*\d[^\s"'\\,;&<>]*|[^\s"'\\,;&<>]{16,}`),
  /\b(?:set-)?cookie\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?([^\r\n"']+)/dgi,
  /\bauthorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:[a-z]{3,10} )?([^\s"'\\,;]+)/dgi,
  /:\/\/[^\s/:@"']{0,100}:([^\s/@"']{1,4000})@/dg, // https://x-token-auth:…@bitbucket.org
  /\s(?:-u|--user)[ =]["']?[^\s:"']{1,100}:([^\s"']+)/dg, // curl -u key:…
  /\b(eyJ[\w-]{8,}(?:\.[\w-]*){0,4})/dg,
];

/** Nobody writes such a word: letters of both cases and digits, without a break. */
const OPAQUE = /(?<![\w+/~%-])[\w+/~-]{24,}={0,2}/dg;

/** `code` is the name of a secret, and of what is none: `400`, `ECONNREFUSED`, `invalid_grant`, `undefined`. */
const NO_SECRET =
  /^(?:\d{3}|E[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:_[a-z]+)+|undefined|null|None|<.*|\.+|\*+)$/;
/** Under such a name it is one all the same. */
const PASSWORD_BEFORE = new RegExp(`(?:${PASSWORDS})\\W{0,12}$`, 'i');

/** @returns The text in parts, what was secret masked. */
export function maskPaste(text: string): TextPart[] {
  const shaped = SHAPES.flatMap((shape) => findGroups(text, shape));
  const opaque = [...text.matchAll(OPAQUE)]
    .filter(([word]) => /\d/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word))
    .map(({ 0: word, index }): Span => [index, index + word.length]);
  const spans = [...findNamed(text), ...shaped, ...opaque];
  const isSecret = ([from, to]: Span) =>
    !NO_SECRET.test(text.slice(from, to)) ||
    PASSWORD_BEFORE.test(text.slice(Math.max(0, from - 40), from));
  return maskSpans(text, spans.filter(isSecret));
}

function findGroups(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].flatMap(
    ({ indices }) => indices?.slice(1).filter((group) => group !== undefined) ?? [],
  );
}
