/** The JSON of an answer, or what came in its place. */
import { InvalidResponseError } from '../errors/errors.ts';
import type { WireResponse } from '../wire/exchange.ts';

/** @throws {InvalidResponseError} Names the status and the type, never the text: it may be a page of anybody's. */
export function parseJson(answer: WireResponse): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? 'no type';
    const what =
      answer.body === ''
        ? 'nothing'
        : `something that is not JSON (${type.split(';')[0]?.slice(0, 100)})`;
    throw new InvalidResponseError(`The answer has status ${answer.status} and holds ${what}.`);
  }
}
