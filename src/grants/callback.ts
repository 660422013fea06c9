/** What every answer through the browser must pass first: the state. RFC 6749 §10.12. */
import type { Request } from 'express';
import { StateMismatchError } from '../errors.ts';
import type { Transaction, TransactionStore } from '../oauth/state.ts';
import { askingVisitor } from './session-renewal.ts';
import { currentVisitor } from './visitor.ts';

export interface PendingTransaction {
  readonly visitorId: string;
  readonly state: string;
  readonly transaction: Transaction;
  /** This answer came before: a reload, the Back button, a second click. */
  readonly isUsed: boolean;
}

/**
 * Finds the transaction that the `state` names, in this browser.
 *
 * @param grantSlug The grant that is being answered; left out to find out which one it is.
 * @throws {StateMismatchError} There is none.
 */
export async function findTransaction(
  req: Request,
  parameters: ReadonlyMap<string, string>,
  transactions: TransactionStore,
  grantSlug?: string,
): Promise<PendingTransaction> {
  const state = parameters.get('state');
  if (state === undefined) throw new StateMismatchError('no-state');
  const visitorId = askingVisitor(req);
  if (visitorId === undefined) throw new StateMismatchError('no-session');
  const found = await transactions.find(visitorId, state);
  const isOfGrant = grantSlug === undefined || found?.transaction.grantSlug === grantSlug;
  if (!found || !isOfGrant) throw new StateMismatchError('unknown-state');
  // With a retired session id, an answer can be met again but not used.
  if (currentVisitor(req) === undefined && !found.isUsed)
    throw new StateMismatchError('no-session');
  return { visitorId, state, ...found };
}
