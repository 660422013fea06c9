import { describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { lease } from '../../src/storage/lease.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { type Store, update } from '../../src/storage/store.ts';

const LEASE_MS = 50;
/** Not over before a test is, however busy the machine. */
const LONG_MS = 10_000;

interface Value {
  n: number;
}

const WRITES: [string, (store: Store<Value>) => Promise<unknown>][] = [
  ['put', async (store) => store.put('key', { n: 2 })],
  ['replaced', async (store) => store.replace('key', undefined, { n: 2 })],
];

/** What several processes share; counts how often it is asked. */
function openShared() {
  const shared = createMemoryStore<Value>(Date, { capacity: 10 });
  let reads = 0;
  const counted: Store<Value> = {
    ...shared,
    async get(key) {
      reads += 1;
      return shared.get(key);
    },
  };
  return { shared: counted, reads: () => reads };
}

describe('What is read with every request and changed once in a while', () => {
  it('is asked for once in a moment, whether or not there is anything', async () => {
    const { shared, reads } = openShared();
    const held = lease(shared, 'changes', LONG_MS);
    await shared.put('there', { n: 1 });

    for (let count = 0; count < 3; count += 1) {
      expect(await held.get('there')).toEqual({ n: 1 });
      expect(await held.get('missing')).toBeUndefined();
    }

    expect(reads()).toBe(2);
  });

  it('is asked for again after that moment', async () => {
    const { shared, reads } = openShared();
    const held = lease(shared, 'changes', LEASE_MS);
    await held.get('there');

    await setTimeout(2 * LEASE_MS);
    await held.get('there');

    expect(reads()).toBe(2);
  });

  it.each<[string, (store: Store<Value>) => Promise<unknown>, Value | undefined]>([
    ['put', (store) => store.put('key', { n: 2 }), { n: 2 }],
    ['updated', (store) => update(store, 'key', () => ({ n: 2 })), { n: 2 }],
    ['taken', (store) => store.take('key'), undefined],
  ])('is known to every process once it was %s', async (_how, change, after) => {
    const { shared } = openShared();
    const [one, other] = [lease(shared, 'changes', LEASE_MS), lease(shared, 'changes', LEASE_MS)];
    await shared.put('key', { n: 1 });
    expect([await one.get('key'), await other.get('key')]).toEqual([{ n: 1 }, { n: 1 }]);

    await change(one);

    expect([await one.get('key'), await other.get('key')]).toEqual([after, after]);
  });

  it('is waited for only at its end, where a change is the same to whoever reads', async () => {
    const { shared } = openShared();
    const [one, other] = [lease(shared, 'ends', 500), lease(shared, 'ends', 500)];
    await shared.put('key', { n: 1 });
    const was = await one.get('key');
    await other.get('key');

    await one.replace('key', was, { n: 2 });
    expect(await one.get('key')).toEqual({ n: 2 });
    expect(await other.get('key')).toEqual({ n: 1 }); // still held: nobody has waited

    await one.take('key');
    expect([await one.get('key'), await other.get('key')]).toEqual([undefined, undefined]);
  });

  it('is known to every process once anybody was told that it is over, who took it or not', async () => {
    const { shared } = openShared();
    const [one, two, other] = [1, 2, 3].map(() => lease(shared, 'ends', LEASE_MS));
    await shared.put('key', { n: 1 });
    await other?.get('key');

    const taking = one?.take('key');
    expect(await two?.take('key')).toBeUndefined();

    expect(await other?.get('key')).toBeUndefined();
    expect(await taking).toEqual({ n: 1 });
  });

  it('serves nothing any more where it was taken, not even while others are waited for', async () => {
    const { shared } = openShared();
    const held = lease(shared, 'ends', LEASE_MS);
    await shared.put('key', { n: 1 });
    await held.get('key');

    const taking = held.take('key');
    await setTimeout(LEASE_MS / 5);

    expect(await held.get('key')).toBeUndefined();
    await taking;
  });

  it('is there as soon as it was put, though it was asked for before', async () => {
    const { shared } = openShared();
    const [one, other] = [lease(shared, 'ends', LEASE_MS), lease(shared, 'ends', LEASE_MS)];
    expect([await one.get('key'), await other.get('key')]).toEqual([undefined, undefined]);

    await one.put('key', { n: 1 });

    expect([await one.get('key'), await other.get('key')]).toEqual([{ n: 1 }, { n: 1 }]);
  });

  it.each(WRITES)('is not asked for by whoever has just %s it', async (_how, write) => {
    const { shared, reads } = openShared();
    const held = lease(shared, 'ends', LONG_MS);

    await write(held);

    expect(await held.get('key')).toEqual({ n: 2 });
    expect(reads()).toBe(0);
  });

  it.each(WRITES)(
    'is held from before it is %s: who takes it meanwhile does not wait for longer',
    async (_how, write) => {
      const { shared, reads } = openShared();
      const late = async <T>(written: Promise<T>) => setTimeout(LEASE_MS + 5, await written);
      const slow: Store<Value> = {
        ...shared,
        put: async (...what) => late(shared.put(...what)),
        replace: async (...what) => late(shared.replace(...what)),
      };
      const held = lease(slow, 'ends', LEASE_MS);

      await write(held);
      await held.get('key');

      expect(reads()).toBe(1);
    },
  );

  it('is read anew by whoever was too late to change it', async () => {
    const { shared } = openShared();
    const held = lease(shared, 'ends', LONG_MS);
    await shared.put('key', { n: 1 });
    await held.get('key');
    await shared.put('key', { n: 2 }); // by another process

    const found: unknown[] = [];
    const addOne = (value: Value = { n: 0 }) => {
      found.push(value);
      return { n: value.n + 1 };
    };
    expect(await update(held, 'key', addOne)).toEqual({ n: 3 });
    expect(found.slice(0, 3)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('is not waited for where nothing was changed', async () => {
    const held = lease(openShared().shared, 'changes', LONG_MS);

    expect(await update(held, 'missing', () => undefined)).toBeUndefined();
  });

  it('is asked for again where that failed', async () => {
    const { shared } = openShared();
    let isAway = true;
    const held = lease(
      {
        ...shared,
        get: async (key) => (isAway ? Promise.reject(new Error('away')) : shared.get(key)),
      },
      'changes',
      LONG_MS,
    );
    await shared.put('key', { n: 1 });

    await expect(held.get('key')).rejects.toThrow('away');
    isAway = false;
    expect(await held.get('key')).toEqual({ n: 1 });
  });
});
