import { beforeEach, describe, expect, it } from '@jest/globals';
import { useAnswer } from '../../src/runs/find-transaction.ts';
import type { PendingTransaction } from '../../src/runs/find-transaction.ts';
import { createState, createTransactionStore } from '../../src/oauth/state.ts';
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
    state = createState();
    await transactions.begin('ada', state, TRANSACTION);
    count = 0;
  });

  const find = async () => {
    const found = await transactions.find('ada', state);
    if (!found) throw new Error('It is gone');
    return { visitorId: 'ada', state, ...found };
  };

  function bring(
    answer: PendingTransaction,
    work: () => Promise<void> = async () => undefined,
  ): Promise<boolean> {
    return useAnswer(
      answer,
      { transactions, claims, runs: { find: async () => undefined } },
      () => {
        count += 1;
        return work();
      },
    );
  }

  it('R23 is used by one of ten who found it unused', async () => {
    const found = await Promise.all(Array.from({ length: 10 }, find));
    const all = await Promise.all(found.map((answer) => bring(answer)));

    expect(all.filter(Boolean)).toEqual([true]);
    expect(count).toBe(1);
  });

  it('R23 is not used by one who found it unused and comes when all is done', async () => {
    const [one, other] = [await find(), await find()];
    expect(await bring(one)).toBe(true);

    expect(await bring(other)).toBe(false);
    expect(count).toBe(1);
  });

  it('R23 is waited for by one who finds it used', async () => {
    let isDone = false;
    const first = bring(await find(), async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      isDone = true;
    });
    while (!(await find()).isUsed) await new Promise(setImmediate);

    expect(await bring(await find())).toBe(false);
    expect(isDone).toBe(true);
    await first;
  });
});
