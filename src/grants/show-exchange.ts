/** An exchange of the wire log, ready for a page. */
import { STATUS_CODES } from 'node:http';
import type { Exchange, NameValue } from '../wire/exchange.ts';
import { KEPT_BACK } from '../wire/exchange.ts';
import { toCurl } from '../wire/curl.ts';
import { maskText, plain } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';
import { ROLES } from './roles.ts';
import type { ExchangeView, FieldView } from './view-model.ts';

export interface Showing {
  readonly slug: string;
  /** Secrets of the run: masked wherever they stand. */
  readonly secrets: readonly string[];
  /** The id of the one exchange whose secrets are asked for. */
  readonly revealed?: string | undefined;
  /** After how many characters a body is cut, unless its secrets are asked for. */
  readonly longestBody: number;
}

export function showExchange(exchange: Exchange, showing: Showing): ExchangeView {
  const isRevealed = exchange.id === showing.revealed;
  const text = (value: string) => (isRevealed ? plain(value) : maskText(value, showing.secrets));
  const { request, response, failure, durationMs } = exchange;
  const view = {
    id: exchange.id,
    step: exchange.step,
    title: exchange.title,
    channel: exchange.channel,
    from: ROLES[exchange.from],
    to: ROLES[exchange.to],
    request: {
      method: request.method,
      url: text(request.url),
      headers: request.headers.map((header) => showField(header, text)),
      form: (request.form ?? []).map((field) => showField(field, text)),
    },
    ...(response && {
      response: {
        status: response.status,
        statusText: STATUS_CODES[response.status] ?? '',
        headers: response.headers.map((header) => showField(header, text)),
        ...showBody(response.body, text, isRevealed ? Infinity : showing.longestBody),
      },
    }),
    ...(failure !== undefined && { failure }),
    ...(durationMs !== undefined && { duration: `${Math.max(1, Math.round(durationMs))} ms` }),
    ...(exchange.channel === 'back' && { curl: toCurl(request) }),
    href: `/${showing.slug}/exchanges/${exchange.id}`,
    isRevealed,
  };
  return { ...view, isRevealable: isRevealed || holdsMasked(view) };
}

const WITHHELD: readonly string[] = Object.values(KEPT_BACK);
const SECRET_FIELDS =
  /^(code|code_verifier|refresh_token|access_token|client_secret|assertion|token)$/;

function showField([name, value]: NameValue, text: (value: string) => TextPart[]): FieldView {
  if (WITHHELD.includes(value)) return { name, value: [{ text: value, isMasked: true }] };
  if (!SECRET_FIELDS.test(name)) return { name, value: text(value) };
  // The name is half of what the mask goes by: `code=…`
  return { name, value: dropPrefix(text(`${name}=${value}`), `${name}=`) };
}

function dropPrefix([first, ...rest]: readonly TextPart[], prefix: string): TextPart[] {
  return first ? [...plain(first.text.slice(prefix.length)), ...rest] : [];
}

function showBody(body: string, text: (value: string) => TextPart[], longest: number) {
  const pretty = prettyPrint(body);
  // Masked before it is cut: half a secret is no longer found.
  return { ...cut(text(pretty), longest), bodyLength: pretty.length };
}

function cut(parts: readonly TextPart[], longest: number): { body: TextPart[]; isCut: boolean } {
  const body: TextPart[] = [];
  let room = longest;
  for (const part of parts) {
    if (room <= 0) return { body, isCut: true };
    body.push({ ...part, text: part.text.slice(0, room) });
    if (part.text.length > room) return { body, isCut: true };
    room -= part.text.length;
  }
  return { body, isCut: false };
}

function prettyPrint(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

/** Is there something that "Reveal" would show? What was kept back is not here to be shown. */
function holdsMasked({ request, response }: Pick<ExchangeView, 'request' | 'response'>): boolean {
  const parts = [
    ...request.url,
    ...request.headers.flatMap(({ value }) => value),
    ...request.form.flatMap(({ value }) => value),
    ...(response?.headers.flatMap(({ value }) => value) ?? []),
    ...(response?.body ?? []),
  ];
  return parts.some(({ text, isMasked }) => isMasked && !WITHHELD.includes(text));
}
