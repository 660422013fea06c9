/** Shapes in which logs, settings and transcripts have secrets, and no answer of a server: each with the secret as a group. */
import { ANY_SECRET_NAME } from '../secrets/secret-names.ts';

/** Under such a name any word is a secret. Names may end with it: `consumerSecret`, `appPassword`, `DB_PWD`. */
const PASSWORDS =
  'password|passwd|pwd|passphrase|passcode|secret|(?:api|private)[_-]?key|signature';
/** `oauthToken`, but no `statusCode`. Behind `%26` a name stands alone. */
const TOKENS = String.raw`(?<![A-Za-z\d](?<!%(?:25)?[\dA-F]{2}))(?:${ANY_SECRET_NAME})|token|auth(?:orization)?code`;

/** As it is, in HTML, or as a number: `"`, `&quot;`, `\u0022`. */
const QUOTE = String.raw`(?:\\{0,3}["']|&(?:quot|apos|#0?3[49]|#x2[27]);|\\(?:u00|x)2[27])`;
/** JSON within JSON, a dictionary of Python, a struct of Go, YAML, Ruby: `\"token\": \"…`, `'token' => '…`, `token: …`. */
const ASSIGNED = String.raw`${QUOTE}?[ \t]{0,20}(?:=>|%(?:25)?3D|[:=]|(?<=["']),)[ \t]{0,20}`;

/** Up to the same quote, as often escaped, or to the end of a line that was cut off. */
const QUOTED = [0, 1, 2, 3]
  .flatMap((count) => ['"', "'"].map((quote) => String.raw`(?<!\\)\\{${count}}${quote}`))
  .map((quote) => String.raw`${quote}([^\n]*?)(?:${quote}|$)`)
  .join('|');

/** Up to the next field, to the quote around it all, or to the end of the line: passwords have spaces and commas. */
const NEXT = String.raw`[,;&]\s*["']?[\w.-]{1,40}["']?\s?[:=]|\s[\w.-]{1,40}=|\\{0,3}["'](?:[\s,;)}\]]|$)`;
const BARE = String.raw`(?!\\{0,3}["']|[|>][-+\d]{0,2}[ \t]*$)((?:(?!${NEXT})[^\n])+)`;

/** YAML: the lines below, as long as they are indented. */
const BLOCK = String.raw`:[ \t]{0,20}[|>][-+\d]{0,2}[ \t]*\n((?:[ \t][^\n]*\n)*[ \t][^\n]*)`;

/** Once more as the name before a value that does not look like a secret. */
export const PASSWORD_BEFORE = new RegExp(`(?:${PASSWORDS})\\W{0,24}$`, 'i');

/** Of a text whose lines end with `\n`. */
export const SECRET_SHAPES: readonly RegExp[] = [
  new RegExp(`(?:${PASSWORDS})${ASSIGNED}(?:${QUOTED}|${BARE})`, 'dgim'),
  new RegExp(`(?:${PASSWORDS}|${TOKENS})${BLOCK}`, 'dgi'),
  // “token: expired” is no secret: a digit is in every token, sooner or later.
  new RegExp(
    String.raw`(?:${TOKENS})${ASSIGNED}${QUOTE}?([\w.~+/%-]*\d[^\s"'\\,;&<>]*|[^\s"'\\,;&<>]{16,})`,
    'dgi',
  ),
  new RegExp(`--[\\w-]{0,30}(?:${PASSWORDS}|token) (?:${QUOTED}|(\\S+))`, 'dgim'),
  // <clientSecret>…</clientSecret>
  new RegExp(`<[\\w:.-]{0,40}(?:${PASSWORDS}|token)>([^<]+)`, 'dgi'),
  /\b(?:set-)?cookie\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?([^\n"']+)/dgi,
  /\bauthorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:[a-z]{3,10} )?([^\s"'\\,;]+)/dgi,
  /:\/\/[^\s/:@"']{0,100}:([^\s/@"']{1,4000})@/dg, // https://x-token-auth:…@bitbucket.org
  /:\/\/([^\s/:@"']{0,200}\d[^\s/:@"']{0,4000})@/dg, // https://…@bitbucket.org
  /\bx-token-auth:([^\s/@"']{1,4000})/dg,
  // netrc, and a part of a form: name="client_secret", an empty line, the value
  /\blogin\s{1,8}\S{1,200}\s{1,8}password\s{1,8}(\S{1,4000})/dgi,
  new RegExp(`name="[\\w-]{0,30}(?:${PASSWORDS}|token|code)"\\n\\n([^\\n]+)`, 'dgi'),
  // curl -u key:…, -ukey:…, -sSu "key:…", --proxy-user=key:…; http -a key:…
  /(?:^|\s)(?:-[A-Za-z]{0,8}u|-a|--auth|--(?:proxy-)?user)[ =]?(?:"[^\n":]{0,100}:([^\n"]+)|'[^\n':]{0,100}:([^\n']+)|[^\s:"']{1,100}:(\S+))/dgm,
  /\b(eyJ[\w-]{8,}(?:\.[\w-]*){0,4})/dg,
];

/** Tokens between quotes, with whatever stands in them. */
export const QUOTED_TOKENS = new RegExp(`(?:${TOKENS})${ASSIGNED}(?:${QUOTED})`, 'dgim');
export const LOOKS_LIKE_TOKEN = /\d|^.{16}/;

/** Nobody writes such a word: letters of both cases and digits, without a break. */
export const OPAQUE = /(?<![\w+/~%-])([\w+/~-]{24,}={0,2})/dg;
