/** An exchange of the wire log, ready for a page. */
import { STATUS_CODES } from 'node:http';
import type { Exchange, NameValue, WireResponse } from '../wire/exchange.ts';
import { KEPT_BACK } from '../wire/exchange.ts';
import { toCurl } from '../wire/curl.ts';
import { isSecretName } from '../secrets/secret-names.ts';
import { maskText, maskWhole, plain } from '../wire/redaction.ts';
import type { TextPart } from '../wire/redaction.ts';
import { ROLES } from './roles.ts';
import { showBeginning, showWholeBody } from './show-body.ts';
import type { ToParts } from './show-body.ts';
import type { ExchangeView, FieldView } from './view-model.ts';

export interface Showing {
  readonly slug: string;
  /** Secrets of the run, in all their spellings: masked wherever they stand. */
  readonly secrets: readonly string[];
  /** The id of the one exchange whose secrets are asked for. */
  readonly revealed?: string | undefined;
  /** May they be asked for at all? */
  readonly isRevealable: boolean;
  /** By itself, with all that is kept of it; else as one of many, which is kept short. */
  readonly isAlone: boolean;
}

export function showExchange(exchange: Exchange, showing: Showing): ExchangeView {
  const isRevealed = exchange.id === showing.revealed;
  const text = (value: string) => (isRevealed ? plain(value) : maskText(value, showing.secrets));
  const { request, response, failure, durationMs, leftOut } = exchange;
  const url = text(request.url);
  const field = (one: NameValue) => showField(one, text, isRevealed ? plain : maskWhole);
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
      headers: request.headers.map(field),
      form: (request.form ?? []).map(field),
    },
    ...(response && {
      response: showResponse(exchange, response, {
        text,
        field,
        isWhole: isRevealed || showing.isAlone,
      }),
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
    isRevealable: showing.isRevealable && (isRevealed || holdsMasked(view)),
  };
}

const WITHHELD: readonly string[] = Object.values(KEPT_BACK);

function showField([name, value]: NameValue, text: ToParts, secret: ToParts): FieldView {
  if (WITHHELD.includes(value)) return { name, value: [{ text: value, isMasked: true }] };
  const parts = isSecretName(name) ? secret(value) : text(value);
  const isPlain = parts.every(({ isMasked }) => !isMasked);
  return { name, value: parts, ...(isPlain && { plain: joinParts(parts) }) };
}

interface Showers {
  readonly text: ToParts;
  readonly field: (field: NameValue) => FieldView;
  readonly isWhole: boolean;
}

/** Only what shows is masked and laid out: of a plain success of the API, a link. */
function showResponse(
  { step }: Exchange,
  response: WireResponse,
  { text, field, isWhole }: Showers,
) {
  const { status, body } = response;
  const show = isWhole ? showWholeBody : showBeginning;
  const isFolded = step === 'API' && status < 400 && !isWhole;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    headers: isFolded ? [] : response.headers.map(field),
    ...(isFolded ? { body: [], isCut: false } : show(body, text)),
    bodyLength: body.length,
    isFolded,
  };
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
