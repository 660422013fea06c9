import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../src/sandbox/clock.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { type Store, emptyStore, update } from '../../src/storage/store.ts';
import { openRoom } from '../sandbox/support/room.ts';
import { tokenOf } from '../sandbox/support/answers.ts';

function open(capacity = 3) {
  const clock = createClock({ frozenAt: 1_000 });
  return { clock, store: createMemoryStore<{ n: number }>(clock, { capacity }) };
}

describe('Memory store', () => {
  it('hands a value out until its life is over', async () => {
    const { clock, store } = open();
    await store.put('a', { n: 1 }, 10);

    clock.advance(9_999);
    expect(await store.get('a')).toEqual({ n: 1 });
    clock.advance(1);
    expect(await store.get('a')).toBeUndefined();
    expect(await store.take('a')).toBeUndefined();
  });

  it.each([0, -86_400_000, 1e12])(
    'ends a life also on a clock that stands at %d when it begins',
    async (frozenAt) => {
      const clock = createClock({ frozenAt });
      const store = createMemoryStore<{ n: number }>(clock, { capacity: 3 });
      await store.put('brief', { n: 1 }, 0.001);
      await store.put('a', { n: 1 }, 10);

      clock.advance(1);
      expect(await store.keys()).toEqual(['a']);
      clock.advance(9_999);
      expect(await store.get('a')).toBeUndefined();
    },
  );

  it.each(['kept by size', 'kept by number'])(
    'has nothing once the last value was taken, whatever the clock does then: %s',
    async (how) => {
      let now = 7_200_000;
      const size = { largestTotal: 1_000, of: (value: { text: string }) => value.text.length };
      const store = createMemoryStore<{ text: string }>(
        { now: () => now },
        { capacity: 10, ...(how === 'kept by size' && { size }) },
      );
      await store.put('one', { text: 'secret' }, 60);

      expect(await store.take('one')).toEqual({ text: 'secret' });
      now = 0; // as after a reset

      expect(await store.get('one')).toBeUndefined();
      expect(await store.take('one')).toBeUndefined();
      expect([await store.count(), await store.keys()]).toEqual([0, []]);
      await store.put('one', { text: 'again' }, 60);
      expect(await store.get('one')).toEqual({ text: 'again' });
    },
  );

  it('S51 gives a value to one of twenty takers', async () => {
    const { store } = open();
    await store.put('a', { n: 1 });

    const taken = await Promise.all(Array.from({ length: 20 }, () => store.take('a')));

    expect(taken.filter((value) => value !== undefined)).toHaveLength(1);
  });

  it('R19 is bounded: what was not used for longest goes first', async () => {
    const { store } = open();
    for (const key of ['a', 'b', 'c']) await store.put(key, { n: 1 });
    await store.get('a');

    await store.put('d', { n: 1 });

    expect(await store.keys()).toEqual(expect.arrayContaining(['a', 'c', 'd']));
    expect(await store.count()).toBe(3);
  });

  it('R19 is bounded by size as well, and never holds more than its number of small values', async () => {
    const clock = createClock({ frozenAt: 1_000 });
    const size = { largestTotal: 30, of: ({ n }: { n: number }) => n };
    const store = createMemoryStore<{ n: number }>(clock, { capacity: 3, size });
    for (const key of ['a', 'b', 'c', 'd']) await store.put(key, { n: 1 });

    expect((await store.keys()).toSorted()).toEqual(['b', 'c', 'd']);
    await store.put('large', { n: 15 });
    expect((await store.keys()).toSorted()).toEqual(['d', 'large']);
  });

  it('hands out no value but the one that is meant', async () => {
    const { store } = open();
    await store.put('a', { n: 1 });

    const was = await store.get('a');
    await store.put('a', { n: 1 });

    expect(await store.take('a', was)).toBeUndefined();
    expect(await store.take('a', await store.get('a'))).toEqual({ n: 1 });
    expect(await store.get('a')).toBeUndefined();
  });

  it('replaces no value but the one that was read, or none where none was', async () => {
    const { store } = open();
    const first = await store.replace('a', undefined, { n: 1 });
    expect(await store.replace('a', undefined, { n: 2 })).toBeUndefined();

    const second = await store.replace('a', first, { n: 2 });
    expect(await store.replace('a', first, { n: 3 })).toBeUndefined();
    await store.take('a');

    expect(await store.replace('a', second, { n: 3 })).toBeUndefined();
    expect(await store.count()).toBe(0);
  });

  it('R19 bounds those apart of which anybody can make any number: each value is in one of the two', async () => {
    const clock = createClock({ frozenAt: 1_000 });
    const apart = { capacity: 2, holds: ({ n }: { n: number }) => n === 0 };
    const store = createMemoryStore<{ n: number }>(clock, { capacity: 3, apart });
    await store.put('valued', { n: 1 });
    for (const key of ['a', 'b', 'c']) await store.put(key, { n: 0 });
    expect((await store.keys()).toSorted()).toEqual(['b', 'c', 'valued']);

    await store.replace('b', await store.get('b'), { n: 2 }); // is one of the others now
    for (const key of ['d', 'e']) await store.put(key, { n: 0 });

    expect((await store.keys()).toSorted()).toEqual(['b', 'd', 'e', 'valued']);
    expect([await store.get('b'), await store.take('e')]).toEqual([{ n: 2 }, { n: 0 }]);
    await store.put('b', { n: 0 });
    expect([await store.take('b'), await store.get('b')]).toEqual([{ n: 0 }, undefined]);
  });

  it('makes a new value of the one that is there, or leaves it at that', async () => {
    const { clock, store } = open();
    await store.put('a', { n: 1 }, 10);

    expect(await update(store, 'a', (value) => value && { n: value.n + 1 }, 20)).toEqual({ n: 2 });
    expect(await update(store, 'none', (value) => value && { n: value.n + 1 }, 20)).toBeUndefined();
    clock.advance(19_999);
    expect(await store.get('a')).toEqual({ n: 2 });
    clock.advance(1);
    expect(await update(store, 'a', (value = { n: 0 }) => ({ n: value.n + 1 }))).toEqual({ n: 1 });
    expect(await store.keys()).toEqual(['a']);
  });

  it('is emptied of all that it holds, of what stands apart as well', async () => {
    const { clock } = open();
    const apart = { capacity: 3, holds: ({ n }: { n: number }) => n > 1 };
    const store = createMemoryStore<{ n: number }>(clock, { capacity: 3, apart });
    await store.put('a', { n: 1 });
    await store.put('b', { n: 2 });

    await emptyStore(store);

    expect(await store.keys()).toEqual([]);
  });

  it('R20 counts nothing once all lives are over, without traffic', async () => {
    const { clock, store } = open();
    await store.put('a', { n: 1 }, 60);

    clock.advance('1 minute');

    expect(await store.count()).toBe(0);
  });
});

describe('What the sandbox stores', () => {
  it('S58 holds hashes only of codes, tokens, session and request ids (RFC 6749 §10.10)', async () => {
    const room = openRoom();
    const visitor = room.visitor();
    const redirect = await visitor.authorize().expect(303);
    const requestId = new URL(redirect.get('Location') ?? '', 'http://x').searchParams.get(
      'request',
    );
    const cookie = String(redirect.headers['set-cookie']).split(/[=;]/)[1];
    const code = await visitor.obtainCode();
    const token = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
    const unspent = await room.visitor().obtainCode();

    const dumps = Object.values(room.stores as unknown as Record<string, Store<object>>).map(
      async (store) => {
        const entries = (await store.keys()).map(async (key) => [key, await store.get(key)]);
        return JSON.stringify(await Promise.all(entries));
      },
    );
    const dump = (await Promise.all(dumps)).join('\n');

    const secrets = [code, unspent, token.access_token, token.refresh_token, requestId, cookie];
    expect(secrets.every((secret) => typeof secret === 'string' && secret.length > 10)).toBe(true);
    for (const secret of secrets) expect(dump).not.toContain(secret);
    expect(dump.length).toBeGreaterThan(1000);
  });

  it('R20 forgets everything in a year, legacy refresh tokens apart', async () => {
    for (const era of ['current', 'legacy'] as const) {
      const room = openRoom(era);
      const code = await room.visitor().obtainCode();
      await room.askToken({ grant_type: 'authorization_code', code }).expect(200);
      room.clock.advance('12 months');

      const { authorizations, refreshTokens, ...short } = room.stores;
      for (const store of Object.values(short)) expect(await store.count()).toBe(0);
      const kept = era === 'legacy' ? 1 : 0;
      expect(await refreshTokens.count()).toBe(kept);
      expect(await authorizations.count()).toBeGreaterThanOrEqual(kept);
    }
  });
});
