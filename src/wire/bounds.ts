/** How much of the wire a log keeps: whatever the other side sends, a run has a size. */
import { cutBetweenWords } from './cut.ts';
import type { Exchange, NameValue } from './exchange.ts';

/** Of one body. */
export const LONGEST_KEPT_BODY = 128 * 1024;
/** Of the bodies of one log together. */
export const LARGEST_KEPT_BODIES = 512 * 1024;
/** Of one exchange without its body: URL, headers and form. A token may take half of it. */
export const LARGEST_KEPT_HEAD = 16 * 1024;
const MOST_KEPT_FIELDS = 50;

/** What is counted together: a step, or the calls of the API that a visitor has chosen. */
export function kindOf({ step, call }: Pick<Exchange, 'step' | 'call'>): string {
  return call === undefined ? step : 'chosen calls';
}

/**
 * How many exchanges of one kind are kept. A reading of the API is four calls, each of which may be
 * repeated twice, and what was chosen is looked back at; of everything else, the latest few tell what there
 * is to see.
 */
export function mostExchangesOf(kind: string): number {
  if (kind === 'chosen calls') return 8;
  return kind === 'API' ? 12 : 5;
}

/** @returns The exchange as a log keeps it; what is too long is cut, and `leftOut` says by how much. */
export function boundExchange(exchange: Exchange): Exchange {
  let room = LARGEST_KEPT_HEAD;
  const take = (text: string): string => {
    const kept = cutBetweenWords(text, room);
    room -= kept.length;
    return kept;
  };
  const takeFields = (fields: readonly NameValue[]): NameValue[] =>
    fields.slice(0, MOST_KEPT_FIELDS).flatMap(([name, value]) => {
      return room > 0 ? [[take(name), take(value)]] : [];
    });
  const { request, response } = exchange;
  const bounded: Exchange = {
    ...exchange,
    request: {
      ...request,
      url: take(request.url),
      headers: takeFields(request.headers),
      ...(request.form && { form: takeFields(request.form) }),
    },
    ...(response && {
      response: {
        ...response,
        headers: takeFields(response.headers),
        body: cutBetweenWords(response.body, LONGEST_KEPT_BODY),
      },
    }),
  };
  return noteLoss(exchange, bounded);
}

export function cutBody(exchange: Exchange, longest: number): Exchange {
  const { response } = exchange;
  if (!response) return exchange;
  const body = cutBetweenWords(response.body, longest);
  return noteLoss(exchange, { ...exchange, response: { ...response, body } });
}

function noteLoss(before: Exchange, after: Exchange): Exchange {
  const lost = sizeOf(before) - sizeOf(after);
  return lost > 0 ? { ...after, leftOut: (before.leftOut ?? 0) + lost } : after;
}

/** URL, headers, form and body, in characters. */
function sizeOf({ request, response }: Exchange): number {
  const fields = [...request.headers, ...(request.form ?? []), ...(response?.headers ?? [])];
  const start = request.url.length + (response?.body.length ?? 0);
  return fields.reduce((sum, [name, value]) => sum + name.length + value.length, start);
}
