/** Takes the secrets out of a run. What leaves the app goes through here: nothing else is handed on. */
import type { Run } from '../runs/run.ts';
import { secretsOf } from '../runs/run.ts';
import { isSecretName, SECRET_HEADERS } from '../secrets/secret-names.ts';
import { KEPT_BACK } from '../wire/exchange.ts';
import type { Exchange, NameValue } from '../wire/exchange.ts';
import { findNamed, spellingsOf } from '../wire/find-secrets.ts';
import { joinParts, maskText, maskWhole } from '../wire/redaction.ts';

export interface Redact {
  readonly text: (text: string) => string;
  readonly field: (field: NameValue) => NameValue;
  readonly header: (header: NameValue) => NameValue;
}

/** A secret is masked by its name, and wherever else it stands in the run: what is one in one place, is one in all. */
export function createRedact(run: Run): Redact {
  const known = spellInEveryWay(collectSecrets(run));
  const text = (one: string) => joinParts(maskText(one, known));
  return {
    text,
    field: ([name, value]) => [name, isSecretField(name) ? hide(value) : text(value)],
    header: ([name, value]) => [
      name,
      SECRET_HEADERS.has(name.toLowerCase()) ? hideCredentials(value) : text(value),
    ],
  };
}

const KEPT: readonly string[] = Object.values(KEPT_BACK);

function hide(value: string): string {
  return KEPT.includes(value) ? value : joinParts(maskWhole(value));
}

/** RFC 9110 §11.4: its scheme is none. */
function hideCredentials(value: string): string {
  if (KEPT.includes(value)) return value;
  const [, scheme = '', rest = value] = /^(Basic |Bearer |JWT )(.*)$/is.exec(value) ?? [];
  return scheme + hide(rest);
}

/** The state is shown on the page of whoever has it, and is of no use to anybody else. */
function isSecretField(name: string): boolean {
  return name === 'state' || isSecretName(name);
}

function collectSecrets(run: Run): string[] {
  const { client, consumers = {} } = run.server;
  const found = [
    ...secretsOf(run),
    run.secrets.state ?? '',
    run.secrets.password ?? '',
    ...[client, ...Object.values(consumers)].map(({ clientSecret }) => clientSecret),
    ...run.wire.exchanges.flatMap(secretsIn),
  ];
  const plain = found.flatMap((one) => [one, decoded(one), unescaped(one)]);
  return [...new Set(plain)].filter((one) => one !== '' && !KEPT.includes(one));
}

/** An earlier token, that the run has forgotten, stands in its log by its name. What the API says has names of its own. */
function secretsIn({ request, response, to }: Exchange): string[] {
  const fields = [...(request.form ?? []), ...parametersOf(request.url)];
  const headers = [...request.headers, ...(response?.headers ?? [])];
  const texts = [
    ...headers.map(([, value]) => value),
    ...(response && to === 'authorization-server' ? [response.body] : []),
  ];
  return [
    ...fields.filter(([name]) => isSecretField(name)).map(([, value]) => value),
    ...headers.flatMap(cookiesIn),
    ...texts.flatMap((text) => findNamed(text).map(([from, end]) => text.slice(from, end))),
  ];
}

/** RFC 6265 §4.1, §4.2: pairs; of one that is set, what follows are its attributes. */
function cookiesIn([name, value]: NameValue): string[] {
  if (!/^(?:set-)?cookie$/i.test(name)) return [];
  const pairs = value.split(/;\s*/).map((pair) => pair.replace(/^[^=]*=/, ''));
  return /^set/i.test(name) ? pairs.slice(0, 1) : pairs;
}

function parametersOf(url: string): NameValue[] {
  return URL.canParse(url) ? [...new URL(url).searchParams] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** As JSON, forms and addresses have them, and HTML and base64; of any other spelling, what no spelling changes. */
function spellInEveryWay(secrets: readonly string[]): string[] {
  const all = secrets.flatMap((secret) => [
    ...spellingsOf([secret]),
    ...inAddress(secret),
    inHtml(secret),
    ...inBase64(secret),
    ...(secret.match(UNCHANGED) ?? []),
  ]);
  return [...new Set(all)];
}

/** `abc…xyz` of `abc…xyz==`, which may come as `%253D%253D`, `\u003d`, `&#x3D;` … Shorter ones are words. */
const UNCHANGED = /[\w.~-]{16,}/g;

function inAddress(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  return [encoded, encoded.replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase())];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function inHtml(secret: string): string {
  return secret.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
}

/** Wherever it begins in what was encoded, as in `client_id:client_secret`: the characters that are its own alone. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = text.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
