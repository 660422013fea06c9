import { beforeEach, describe, expect, it } from '@jest/globals';
import { StateMismatchError } from '../../src/errors/errors.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore } from '../../src/storage/storage.ts';

const MINUTE_MS = 60_000;
const TRANSACTION = { grantSlug: 'authorization-code' };

describe('The transactions behind state', () => {
  let now = 0;
  let store: TransactionStore;
  beforeEach(() => {
    now = 1_000_000;
    store = createTransactionStore(createMemoryStorage().createStore, () => now);
  });

  it('are found by the visitor who began them, and by nobody else (§10.12)', async () => {
    const state = await store.begin('ada', TRANSACTION);

    expect(await store.find('ada', state)).toMatchObject({
      transaction: TRANSACTION,
      isUsed: false,
    });
    expect(await store.find('bruno', state)).toBeUndefined();
    expect(await store.find('ada', `${state}x`)).toBeUndefined();
    await expect(store.take('bruno', state)).rejects.toThrow(StateMismatchError);
  });

  it('are taken once; then they are known as used (§10.12)', async () => {
    const state = await store.begin('ada', TRANSACTION);

    expect(await store.take('ada', state)).toEqual(TRANSACTION);

    await expect(store.take('ada', state)).rejects.toMatchObject({ reason: 'used-state' });
    expect((await store.find('ada', state))?.isUsed).toBe(true);
  });

  it('are taken by one of twenty at once; the others are told that it was used, and never that it is unknown (R23)', async () => {
    const state = await store.begin('ada', TRANSACTION);

    const all = await Promise.allSettled(
      Array.from({ length: 20 }, async () => {
        expect(await store.find('ada', state)).toBeDefined();
        return store.take('ada', state);
      }),
    );

    const refusals = all.filter(({ status }) => status === 'rejected');
    expect(refusals).toHaveLength(19);
    for (const one of refusals) expect(one).toMatchObject({ reason: { reason: 'used-state' } });
  });

  it('are good for ten minutes', async () => {
    const early = await store.begin('ada', TRANSACTION);
    now += 10 * MINUTE_MS;
    expect(await store.take('ada', early)).toEqual(TRANSACTION);

    const late = await store.begin('ada', TRANSACTION);
    now += 10 * MINUTE_MS + 1;
    await expect(store.take('ada', late)).rejects.toEqual(
      expect.objectContaining({ reason: 'expired-state' }),
    );
  });

  it('are ten for a visitor at the most: the oldest goes first', async () => {
    const states: string[] = [];
    for (let n = 0; n < 11; n += 1) states.push(await store.begin('ada', TRANSACTION));

    const found = await Promise.all(
      states.map(async (state) => (await store.find('ada', state)) !== undefined),
    );

    expect(found).toEqual([false, ...Array.from({ length: 10 }, () => true)]);
  });

  it('are gone when the visitor wants to be forgotten', async () => {
    const state = await store.begin('ada', TRANSACTION);

    await store.forget('ada');

    expect(await store.find('ada', state)).toBeUndefined();
  });
});

describe('The transactions behind state, in two processes', () => {
  it('are known all the while that one of them takes them', async () => {
    const { createStore } = createMemoryStorage();
    let reads = Infinity;
    let take: () => Promise<unknown> = async () => undefined;
    const counted: CreateStore = (name, clock, bounds) => {
      const store = createStore(name, clock, bounds);
      return {
        ...store,
        async get(key) {
          reads += 1;
          if (reads === 2) await take(); // between the two that it takes to find one
          return store.get(key);
        },
      };
    };
    const store = createTransactionStore(counted, () => 1_000_000);
    const state = await store.begin('ada', TRANSACTION);
    take = () => store.take('ada', state);
    reads = 0;

    expect(await store.find('ada', state)).toMatchObject({ isUsed: true });
  });
});
