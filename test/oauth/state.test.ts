import { beforeEach, describe, expect, it } from '@jest/globals';
import { StateMismatchError } from '../../src/errors.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';

const MINUTE_MS = 60_000;
const TRANSACTION = { grantSlug: 'authorization-code', serverId: 'sandbox-current' };

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

    await expect(store.take('ada', state)).rejects.toThrow(StateMismatchError);
    expect((await store.find('ada', state))?.isUsed).toBe(true);
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
