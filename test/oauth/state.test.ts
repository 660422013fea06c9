import { beforeEach, describe, expect, it } from '@jest/globals';
import { StateMismatchError } from '../../src/errors.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';

const MINUTE_MS = 60_000;
const TRANSACTION = { grantSlug: 'authorization-code', serverId: 'sandbox-current' };

describe('The transactions behind state', () => {
  let now = 0;
  let store: TransactionStore;
  beforeEach(() => {
    now = 1_000_000;
    store = createTransactionStore(() => now);
  });

  it('are found by the visitor who began them, and by nobody else (§10.12)', () => {
    const state = store.begin('ada', TRANSACTION);

    expect(store.find('ada', state)).toMatchObject({ transaction: TRANSACTION, isUsed: false });
    expect(store.find('bruno', state)).toBeUndefined();
    expect(store.find('ada', `${state}x`)).toBeUndefined();
    expect(() => store.take('bruno', state)).toThrow(StateMismatchError);
  });

  it('are taken once; then they are known as used (§10.12)', () => {
    const state = store.begin('ada', TRANSACTION);

    expect(store.take('ada', state)).toEqual(TRANSACTION);

    expect(() => store.take('ada', state)).toThrow(StateMismatchError);
    expect(store.find('ada', state)?.isUsed).toBe(true);
  });

  it('are good for ten minutes', () => {
    const early = store.begin('ada', TRANSACTION);
    now += 10 * MINUTE_MS;
    expect(store.take('ada', early)).toEqual(TRANSACTION);

    const late = store.begin('ada', TRANSACTION);
    now += 10 * MINUTE_MS + 1;
    expect(() => store.take('ada', late)).toThrow(
      expect.objectContaining({ reason: 'expired-state' }),
    );
  });

  it('are ten for a visitor at the most: the oldest goes first', () => {
    const states = Array.from({ length: 11 }, () => store.begin('ada', TRANSACTION));

    const found = states.map((state) => store.find('ada', state) !== undefined);

    expect(found).toEqual([false, ...Array.from({ length: 10 }, () => true)]);
  });

  it('are gone when the visitor wants to be forgotten', () => {
    const state = store.begin('ada', TRANSACTION);

    store.forget('ada');

    expect(store.find('ada', state)).toBeUndefined();
  });
});
