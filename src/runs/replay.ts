/** The recorded answer of the browser is read once more, with one change: the run stays as it was, and nothing is sent. */
import { StateMismatchError } from '../errors/errors.ts';
import { createState } from '../oauth/state.ts';
import type { TransactionStore } from '../oauth/state.ts';
import { exchangeOfAnswer } from './run.ts';
import type { Run } from './run.ts';

export type ReplayedState = 'the same' | 'changed' | 'of another browser';

/** Has answers of its own, which are nobody's. */
const ANOTHER_BROWSER = 'another browser';

/**
 * Looks whether this browser asked, and takes nothing: the transaction stays as it is.
 *
 * @throws {StateMismatchError} It did not, or has had its answer. RFC 6749 §10.12
 */
export async function readAgain(
  run: Run,
  visitorId: string,
  which: ReplayedState,
  transactions: TransactionStore,
): Promise<void> {
  const recorded = new URL(exchangeOfAnswer(run)?.request.url ?? 'http://none').searchParams;
  const state = recorded.get('state') ?? '';
  const brought =
    which === 'of another browser'
      ? await beginElsewhere(run, transactions)
      : changeLast(state, which);
  const found = await transactions.find(visitorId, brought);
  if (!found) throw new StateMismatchError('unknown-state');
  if (found.isUsed) throw new StateMismatchError('used-state');
}

async function beginElsewhere({ grantSlug }: Run, transactions: TransactionStore): Promise<string> {
  const state = createState();
  await transactions.begin(ANOTHER_BROWSER, state, { grantSlug });
  return state;
}

export function changeLast(state: string, which: ReplayedState): string {
  if (which !== 'changed') return state;
  return state.slice(0, -1) + (state.endsWith('x') ? 'y' : 'x');
}
