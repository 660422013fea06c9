/** Asks again where a server is out of order for a moment. For reading only: RFC 9110 §9.2.2. */
import { setTimeout } from 'node:timers/promises';
import type { WireLog } from '../wire/exchange.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import type { Send, Sending } from '../wire/send.ts';

const OUT_OF_ORDER = new Set([500, 502, 503, 504]);
const MOST_RETRIES = 2;
const SHORTEST_PAUSE_MS = 100;

/** Waits; rejects once the signal fires. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

export const pauseFor: Pause = (milliseconds, signal) =>
  setTimeout(milliseconds, undefined, { signal });

/**
 * @param sending A GET: a second one changes nothing.
 * @returns The last answer, whatever its status.
 */
export async function sendPatiently(send: Send, sending: Sending, wire: WireLog, pause: Pause) {
  let answer = await send(sending, wire);
  for (let retry = 1; retry <= MOST_RETRIES && OUT_OF_ORDER.has(answer.status); retry += 1) {
    if (readRetryAfter(answer.headers) !== undefined) break; // it asks to be left alone
    // Jitter: those who failed together must not come back together.
    const pauseMs = SHORTEST_PAUSE_MS * 2 ** (retry - 1) * (1 + Math.random());
    const isInTime = await pause(pauseMs, wire.deadline).then(
      () => true,
      () => false,
    );
    if (!isInTime) break;
    answer = await send({ ...sending, title: `${sending.title}, try ${retry + 1}` }, wire);
  }
  return answer;
}
