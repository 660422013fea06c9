/** What every answer through the browser must pass first: the state, which is good for one use. RFC 6749 §10.12. */
import type express from 'express';
import { StateMismatchError } from '../errors/errors.ts';
import type { FoundTransaction, TransactionStore } from '../oauth/state.ts';
import type { Claims } from '../storage/claims.ts';
import type { Run } from './run.ts';
import type { RunStore } from './run-store.ts';
import { askingVisitor } from './session-renewal.ts';
import { currentVisitor } from './visitor.ts';

/** What the `state` of an answer names, and whose it is. Used already: a reload, the Back button, a second click. */
export interface PendingTransaction extends FoundTransaction {
  readonly visitorId: string;
  readonly state: string;
}

export interface AnswerDependencies {
  readonly transactions: TransactionStore;
  readonly claims: Claims;
  readonly runs: Pick<RunStore, 'find'>;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** What {@link findTransaction} found. */
    pendingTransaction?: PendingTransaction;
  }
}

/**
 * Finds the transaction that the `state` names, in this browser: once for a request. The address that all
 * grants share asks which grant is meant, and the grant then asks for its own.
 *
 * @param grantSlug The grant that is being answered; left out to find out which one it is.
 * @throws {StateMismatchError} There is none.
 */
export async function findTransaction(
  req: express.Request,
  parameters: ReadonlyMap<string, string>,
  transactions: TransactionStore,
  grantSlug?: string,
): Promise<PendingTransaction> {
  const found = (req.pendingTransaction ??= await lookUp(req, parameters, transactions));
  const isOfGrant = grantSlug === undefined || found.transaction.grantSlug === grantSlug;
  if (!isOfGrant) throw new StateMismatchError('unknown-state');
  return found;
}

async function lookUp(
  req: express.Request,
  parameters: ReadonlyMap<string, string>,
  transactions: TransactionStore,
): Promise<PendingTransaction> {
  const state = parameters.get('state');
  if (state === undefined) throw new StateMismatchError('no-state');
  const visitorId = askingVisitor(req);
  if (visitorId === undefined) throw new StateMismatchError('no-session');
  const found = await transactions.find(visitorId, state);
  if (!found) throw new StateMismatchError('unknown-state');
  // With a retired session id, an answer can be met again but not used.
  if (currentVisitor(req) === undefined && !found.isUsed)
    throw new StateMismatchError('no-session');
  return { visitorId, state, ...found };
}

/**
 * Does what an answer is good for, once: of all the requests that bring it, in this process or another,
 * one does it, and the others wait until it is done. RFC 6749 §4.1.2
 *
 * @param work Given the run that the answer belongs to, where that is kept still.
 * @returns Was it this one?
 * @throws {StateMismatchError} It was asked for too long ago.
 */
export async function useAnswer(
  found: PendingTransaction,
  { transactions, claims, runs }: AnswerDependencies,
  work: (run: Run | undefined) => Promise<void>,
): Promise<boolean> {
  const what = `answer ${found.visitorId} ${found.state}`;
  if (found.isUsed) {
    await claims.untilFree(what);
    return false;
  }
  let isMine = false;
  await claims.claim(what, async () => {
    // At once: on Redis it is one way there and back.
    const [isTaken, run] = await Promise.all([
      takeUnlessUsed(found, transactions),
      runs.find(found.transaction.runId),
    ]);
    isMine = isTaken;
    if (isMine) await work(run); // else another was done before this one's turn
  });
  return isMine;
}

async function takeUnlessUsed(
  found: FoundTransaction,
  transactions: TransactionStore,
): Promise<boolean> {
  try {
    await transactions.take(found);
    return true;
  } catch (error) {
    if (error instanceof StateMismatchError && error.reason === 'used-state') return false;
    throw error;
  }
}
