/** An exchange of the wire log, ready for a page. */
import { STATUS_CODES } from 'node:http';
import type { Exchange, NameValue, WireResponse } from '../wire/exchange.ts';
import { KEPT_BACK } from '../wire/exchange.ts';
import { toCurl } from '../wire/curl.ts';
import { layOutJson } from '../wire/lay-out-json.ts';
import { cutText } from '../wire/cut.ts';
import { maskText, plain } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';
import { ROLES } from './roles.ts';
import type { ExchangeView, FieldView } from './view-model.ts';

export interface Showing {
  readonly slug: string;
  /** Secrets of the run, in all their spellings: masked wherever they stand. */
  readonly secrets: readonly string[];
  /** The id of the one exchange whose secrets are asked for. */
  readonly revealed?: string | undefined;
  /** May they be asked for at all? Default true. */
  readonly isRevealable?: boolean;
  /** By itself, with all that is kept of it; else as one of many, which is kept short. */
  readonly isAlone: boolean;
}

const LONGEST_BODY = 1_500;
/** Laid out. White space alone can be more than all the rest: then the body stands as it came. */
const LONGEST_WHOLE_BODY = 256 * 1024;
/** Plain and masked by turns. */
const MOST_PARTS = 5_000;

export function showExchange(exchange: Exchange, showing: Showing): ExchangeView {
  const isRevealed = exchange.id === showing.revealed;
  const text = (value: string) => (isRevealed ? plain(value) : maskText(value, showing.secrets));
  const { request, response, failure, durationMs, leftOut } = exchange;
  const url = text(request.url);
  const view = {
    id: exchange.id,
    step: exchange.step,
    title: exchange.title,
    channel: exchange.channel,
    from: ROLES[exchange.from],
    to: ROLES[exchange.to],
    request: {
      method: request.method,
      url,
      headers: request.headers.map((header) => showField(header, text)),
      form: (request.form ?? []).map((field) => showField(field, text)),
    },
    ...(response && {
      response: showResponse(exchange, response, text, isRevealed || showing.isAlone),
    }),
    ...(failure !== undefined && { failure }),
    ...(durationMs !== undefined && { duration: `${Math.max(1, Math.round(durationMs))} ms` }),
    ...(leftOut !== undefined && { leftOut }),
    ...(exchange.channel === 'back' && { curl: toCurl({ ...request, url: joinParts(url) }) }),
    href: `/${showing.slug}/exchanges/${exchange.id}`,
    isRevealed,
  };
  return {
    ...view,
    isRevealable: showing.isRevealable !== false && (isRevealed || holdsMasked(view)),
  };
}

const WITHHELD: readonly string[] = Object.values(KEPT_BACK);
const SECRET_FIELDS =
  /^(code|code_verifier|refresh_token|access_token|client_secret|assertion|token)$/;

function showField([name, value]: NameValue, text: ToParts): FieldView {
  if (WITHHELD.includes(value)) return { name, value: [{ text: value, isMasked: true }] };
  if (!SECRET_FIELDS.test(name)) return withPlain(name, text(value));
  // The name is half of what the mask goes by: `code=…`
  return { name, value: dropPrefix(text(`${name}=${value}`), `${name}=`) };
}

function withPlain(name: string, value: TextPart[]): FieldView {
  const isPlain = value.every(({ isMasked }) => !isMasked);
  return { name, value, ...(isPlain && { plain: joinParts(value) }) };
}

function dropPrefix([first, ...rest]: readonly TextPart[], prefix: string): TextPart[] {
  return first ? [...plain(first.text.slice(prefix.length)), ...rest] : [];
}

type ToParts = (value: string) => TextPart[];

/** Only what shows is masked and laid out: of a plain success of the API, a link. */
function showResponse({ step }: Exchange, response: WireResponse, text: ToParts, isWhole: boolean) {
  const { status, body } = response;
  const isFolded = step === 'API' && status < 400 && !isWhole;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    headers: isFolded ? [] : response.headers.map((header) => showField(header, text)),
    ...(isFolded ? { body: [], isCut: false } : showBody(body, text, isWhole)),
    bodyLength: body.length,
    isFolded,
  };
}

function showBody(body: string, text: ToParts, isWhole: boolean) {
  const longest = isWhole ? LONGEST_WHOLE_BODY : LONGEST_BODY;
  const laidOut = layOutJson(body, longest);
  if (!isWhole) return { body: text(cutText(laidOut, longest)), isCut: laidOut.length > longest };
  const parts = text(laidOut.length > longest ? body : laidOut);
  return { body: parts.slice(0, MOST_PARTS), isCut: parts.length > MOST_PARTS };
}

function joinParts(parts: readonly TextPart[]): string {
  return parts.map((part) => part.text).join('');
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
