/** Asks again where a server is out of order for a moment. For reading only: RFC 9110 §9.2.2. */
import { setTimeout } from 'node:timers/promises';
import type { WireLog } from '../wire/wire-log.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import type { Send, Sending } from '../wire/send.ts';

const RETRYABLE_STATUSES = new Set([500, 502, 503, 504]);
const MOST_RETRIES = 2;
const SHORTEST_PAUSE_MS = 100;

export type Sleep = (milliseconds: number) => Promise<unknown>;

export const sleep: Sleep = (milliseconds) => setTimeout(milliseconds);

/**
 * @param sending A GET: a second one changes nothing.
 * @returns The last answer, whatever its status.
 */
export async function sendWithRetries(send: Send, sending: Sending, wire: WireLog, pause: Sleep) {
  let answer = await send(sending, wire);
  for (let retry = 1; retry <= MOST_RETRIES && RETRYABLE_STATUSES.has(answer.status); retry += 1) {
    if (readRetryAfter(answer.headers) !== undefined) break; // it asks to be left alone
    // Jitter: those who failed together must not come back together.
    const pauseMs = SHORTEST_PAUSE_MS * 2 ** (retry - 1) * (1 + Math.random());
    if (pauseMs >= wire.millisecondsLeft()) break;
    await pause(pauseMs);
    answer = await send({ ...sending, title: `${sending.title}, try ${retry + 1}` }, wire);
  }
  return answer;
}
