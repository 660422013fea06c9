import { beforeEach, describe, expect, it } from '@jest/globals';
import { createState, createTransactionStore } from '../../src/oauth/state.ts';
import type { FoundTransaction, TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore } from '../../src/storage/storage.ts';
import type { Store } from '../../src/storage/store.ts';

const MINUTE_MS = 60_000;
const TRANSACTION = { grantSlug: 'authorization-code' };

describe('A state', () => {
  it('is 256 bits that nobody can guess, and never the same twice (§10.10)', () => {
    const states = Array.from({ length: 1_000 }, createState);

    expect(new Set(states).size).toBe(states.length);
    expect(states.filter((one) => !/^[\w-]{43}$/.test(one))).toEqual([]);
  });
});

describe('The transactions behind state', () => {
  let now = 0;
  let store: TransactionStore;
  let listed: Pick<Store<readonly string[]>, 'get'> | undefined;
  beforeEach(() => {
    now = 1_000_000;
    const { createStore } = createMemoryStorage();
    const watched: CreateStore = (name, ...given) => {
      const created = createStore<never>(name, ...given);
      if (name === 'visitors') listed = created;
      return created;
    };
    store = createTransactionStore(watched, () => now);
  });

  async function found(state: string): Promise<FoundTransaction> {
    const transaction = await store.find('ada', state);
    if (!transaction) throw new Error('It is gone');
    return transaction;
  }
  async function begin(): Promise<string> {
    const state = createState();
    await store.begin('ada', state, TRANSACTION);
    return state;
  }
  const refused = (reason: string) => expect.objectContaining({ reason });

  it('are found by the visitor who began them, and by nobody else (§10.12)', async () => {
    const state = await begin();

    expect(await store.find('ada', state)).toMatchObject({
      transaction: TRANSACTION,
      isUsed: false,
    });
    expect(await store.find('bruno', state)).toBeUndefined();
    expect(await store.find('ada', `${state}x`)).toBeUndefined();
  });

  it('are taken once; then they are known as used (§10.12)', async () => {
    const state = await begin();

    const [first, second] = [await found(state), await found(state)];
    await store.take(first);

    for (const again of [first, second, await found(state)])
      await expect(store.take(again)).rejects.toEqual(refused('used-state'));
    expect(await found(state)).toMatchObject({ transaction: TRANSACTION, isUsed: true });
  });

  it('are taken by one of twenty at once; the others are told that it was used, and never that it is unknown (R23)', async () => {
    const state = await begin();

    const all = await Promise.allSettled(
      Array.from({ length: 20 }, async () => store.take(await found(state))),
    );

    const refusals = all.filter(({ status }) => status === 'rejected');
    expect(refusals).toHaveLength(19);
    for (const one of refusals) expect(one).toMatchObject({ reason: { reason: 'used-state' } });
  });

  it('are good for ten minutes', async () => {
    const early = await begin();
    now += 10 * MINUTE_MS;
    await store.take(await found(early));

    const late = await begin();
    now += 10 * MINUTE_MS + 1;
    await expect(store.take(await found(late))).rejects.toEqual(refused('expired-state'));
  });

  it('are ten for a visitor at the most: the oldest goes first', async () => {
    const states: string[] = [];
    for (let n = 0; n < 11; n += 1) states.push(await begin());

    const all = await Promise.all(
      states.map(async (state) => (await store.find('ada', state)) !== undefined),
    );

    expect(all).toEqual([false, ...Array.from({ length: 10 }, () => true)]);
    expect((await listed?.get('ada'))?.length).toBe(10); // no list grows with the starts
  });

  it('are remembered beyond the ten once they were used', async () => {
    const used = await begin();
    await store.take(await found(used));
    for (let n = 0; n < 20; n += 1) await begin();

    expect((await found(used)).isUsed).toBe(true);
  });

  it('are gone when the visitor wants to be forgotten', async () => {
    const state = await begin();
    const before = await found(state);

    await store.forget('ada');

    expect(await store.find('ada', state)).toBeUndefined();
    await expect(store.take(before)).rejects.toEqual(refused('unknown-state'));
  });
});
