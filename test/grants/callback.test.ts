import { beforeEach, describe, expect, it } from '@jest/globals';
import { useAnswer } from '../../src/grants/callback.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { StorageError } from '../../src/storage/storage-error.ts';

const TRANSACTION = { grantSlug: 'authorization-code', serverId: 'sandbox-current' };

describe('An answer that comes more than once (RFC 6749 §4.1.2)', () => {
  let now: number;
  let transactions: TransactionStore;
  let state: string;
  let done: string[];
  beforeEach(async () => {
    now = 1_000_000;
    transactions = createTransactionStore(createMemoryStorage().createStore, () => now);
    state = await transactions.begin('ada', TRANSACTION);
    done = [];
  });

  /** Work that ends when the test says so. */
  function openWork() {
    let end: () => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const promise = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
    return { work: () => promise, end: () => end(), fail: (error: Error) => fail(error) };
  }

  async function bring(name: string, isUsed: boolean, work = async () => {}) {
    const answer = { visitorId: 'ada', state, transaction: TRANSACTION, isUsed };
    const isMine = await useAnswer(answer, transactions, work);
    done.push(`${name} ${isMine ? 'has done it' : 'goes on'}`);
  }

  async function untilTaken(): Promise<void> {
    while (!(await transactions.find('ada', state))?.isUsed) await new Promise(setImmediate);
  }

  it.each(['ends', 'fails'])(
    'R23 is waited for until the work of the first %s, whether or not it was known to be used',
    async (how) => {
      const { work, end, fail } = openWork();
      const first = bring('first', false, work);
      const others = [bring('second', false), untilTaken().then(() => bring('third', true))];
      await Promise.race([...others, new Promise((resolve) => setTimeout(resolve, 100))]);
      expect(done).toEqual([]);

      if (how === 'ends') end();
      else fail(new Error('broken'));

      const [outcome] = await Promise.allSettled([first, ...others]);
      expect(outcome?.status).toBe(how === 'ends' ? 'fulfilled' : 'rejected');
      expect(done).toEqual(expect.arrayContaining(['second goes on', 'third goes on']));
    },
  );

  it('R01 is waited for no longer than any page may take: its process may have died', async () => {
    void bring('first', false, openWork().work);
    await untilTaken();
    const second = bring('second', true);
    now += 10_000;
    await second;

    expect(done).toEqual(['second goes on']);
  });

  it('is used by the first also where that cannot be written down at the end', async () => {
    transactions.settle = () => Promise.reject(new StorageError('timeout'));

    await bring('first', false);

    expect(done).toEqual(['first has done it']);
  });
});
