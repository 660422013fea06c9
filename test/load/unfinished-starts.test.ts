import { describe, expect, it } from '@jest/globals';
import type session from 'express-session';
import { createState, createTransactionStore } from '../../src/oauth/state.ts';
import { SessionStore } from '../../src/web/session.ts';
import { openCountedStorage } from '../support/counted-storage.ts';

const STARTS = 100_000;
const TRANSACTION = { grantSlug: 'authorization-code' };

describe('R19 100,000 of a kind', () => {
  it('R19 100,000 unfinished starts of as many visitors: the oldest go first', async () => {
    const { createStore, clock, counts } = openCountedStorage();
    const transactions = createTransactionStore(createStore, clock);
    const find = (at: number) => transactions.find(`visitor-${at}`, states[at] ?? '');
    const states: string[] = [];

    for (let at = 0; at < STARTS; at += 1) {
      states.push(createState());
      await transactions.begin(`visitor-${at}`, states[at] ?? '', TRANSACTION);
    }

    expect(await counts()).toEqual({
      transactions: 20_000,
      visitors: 10_000,
    });
    expect(await find(STARTS - 20_001)).toBeUndefined();
    expect(await find(STARTS - 20_000)).toBeDefined();
    const newest = await find(STARTS - 1);
    if (newest) await transactions.take(newest);
    expect((await find(STARTS - 1))?.isUsed).toBe(true); // the newest can finish
  });

  it('R19 100,000 starts of one visitor: ten stay', async () => {
    const { createStore, clock, counts } = openCountedStorage();
    const transactions = createTransactionStore(createStore, clock);

    for (let at = 0; at < STARTS; at += 1)
      await transactions.begin('visitor', createState(), TRANSACTION);

    expect(await counts()).toMatchObject({ transactions: 10, visitors: 1 });
  });

  it('R19 100,000 sessions that have only started something: who is signed in stays', async () => {
    const { createStore, clock, counts } = openCountedStorage();
    const sessions = new SessionStore(createStore, clock);
    const data = (isSignedIn: boolean) =>
      ({ cookie: {}, startedAt: clock(), visitorId: 'v', isSignedIn }) as session.SessionData;
    const put = (id: string, isSignedIn: boolean) =>
      new Promise<void>((resolve) => sessions.set(id, data(isSignedIn), () => resolve()));
    const has = (id: string) =>
      new Promise<boolean>((resolve) => sessions.get(id, (_error, found) => resolve(!!found)));

    await put('signed-in', true);
    await put('started-first', false);
    for (let at = 0; at < STARTS; at += 1_000) {
      await Promise.all(Array.from({ length: 1_000 }, (_, i) => put(`started-${at + i}`, false)));
    }

    expect(await counts()).toEqual({ sessions: 10_000 + 1 });
    expect(await has('signed-in')).toBe(true);
    expect(await has('started-first')).toBe(false);
    expect(await has(`started-${STARTS - 1}`)).toBe(true);
  });
});
