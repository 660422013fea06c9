/** The same again and again, as fast as it goes, until somebody says "too many". */
import type { RawAnswer } from '../support/raw.ts';
import { hold } from './attack.ts';

export type Knock = (count: number) => Promise<Pick<RawAnswer, 'status' | 'headers'>>;

export interface Tally {
  readonly accepted: number;
  /** With 429. */
  readonly refused: number;
  /** The first of them, and the header that says when to come again. */
  readonly refusal: { readonly status: number; readonly retryAfter: number } | undefined;
  /** Whatever else came. */
  readonly others: ReadonlyMap<number, number>;
}

const ENOUGH_REFUSALS = 60;
/** Nobody is there any more who could take or refuse. */
const ENOUGH_FAULTS = 3;

/**
 * @param most That would be enough to do harm: there it ends.
 * @throws {Broken} It answers with faults of its own.
 */
export async function flood(most: number, atOnce: number, knock: Knock): Promise<Tally> {
  let [accepted, refused, faults, sent] = [0, 0, 0, 0];
  let refusal: Tally['refusal'];
  const others = new Map<number, number>();
  const goOn = () => accepted < most && refused < ENOUGH_REFUSALS && sent < most * 2 + 200;
  const knockOn = async () => {
    while (goOn()) {
      const { status, headers } = await knock((sent += 1));
      if (status < 400) accepted += 1;
      else if (status === 429) {
        refused += 1;
        refusal ??= { status, retryAfter: Number(headers['retry-after'] ?? Number.NaN) };
      } else others.set(status, (others.get(status) ?? 0) + 1);
      if (status >= 500) faults += 1;
      hold(faults < ENOUGH_FAULTS, `it answers with ${status} after ${accepted} were taken`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, knockOn));
  return { accepted, refused, refusal, others };
}

/** Goes on knocking at a steady pace, as a program does that was told to. @returns What ends it. */
export function keepKnocking(everyMs: number, knock: Knock): () => Promise<void> {
  let count = 0;
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    count += 1;
    last = knock(count).catch(() => undefined);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await last;
  };
}
