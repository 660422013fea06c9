import { beforeEach, describe, expect, it } from '@jest/globals';
import { useAnswer } from '../../src/runs/find-transaction.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createClaims } from '../../src/storage/claims.ts';
import type { Claims } from '../../src/storage/claims.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';

const TRANSACTION = { grantSlug: 'authorization-code' };

describe('An answer that comes more than once (RFC 6749 §4.1.2)', () => {
  let transactions: TransactionStore;
  let claims: Claims;
  let state: string;
  let count: number;
  beforeEach(async () => {
    const { createStore } = createMemoryStorage();
    transactions = createTransactionStore(createStore, Date.now);
    claims = createClaims(createStore, Date);
    state = await transactions.begin('ada', TRANSACTION);
    count = 0;
  });

  function bring(isUsed: boolean, work: () => Promise<void> = async () => undefined) {
    const answer = { visitorId: 'ada', state, transaction: TRANSACTION, isUsed };
    return useAnswer(answer, { transactions, claims }, () => {
      count += 1;
      return work();
    });
  }

  it('R23 is used by one of ten who found it unused', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => bring(false)));

    expect(all.filter(Boolean)).toEqual([true]);
    expect(count).toBe(1);
  });

  it('R23 is not used by one who found it unused and comes when all is done', async () => {
    expect(await bring(false)).toBe(true);

    expect(await bring(false)).toBe(false);
    expect(count).toBe(1);
  });

  it('R23 is waited for by one who finds it used', async () => {
    let isDone = false;
    const first = bring(false, async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      isDone = true;
    });
    while (!(await transactions.find('ada', state))?.isUsed) await new Promise(setImmediate);

    expect(await bring(true)).toBe(false);
    expect(isDone).toBe(true);
    await first;
  });
});
