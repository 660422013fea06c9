import { beforeEach, describe, expect, it } from '@jest/globals';
import { createClock } from '../../../src/sandbox/clock.ts';
import { createVisitorFaults } from '../../../src/sandbox/faults/visitor-faults.ts';
import type { VisitorFaults } from '../../../src/sandbox/faults/visitor-faults.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import type { CreateStore } from '../../../src/storage/storage.ts';
import type { Store } from '../../../src/storage/store.ts';

type Time<T extends object> = Parameters<typeof createMemoryStore<T>>;

const TO_API = { endpoint: 'api', path: '/2.0/user', visitor: 'a' } as const;

describe('The faults of visitors, known to two processes', () => {
  let clock: ReturnType<typeof createClock>;
  let processes: readonly [VisitorFaults, VisitorFaults];
  beforeEach(() => {
    clock = createClock({ frozenAt: 0 });
    let shared: unknown;
    const createShared: CreateStore = <T extends object>(_name: string, ...how: Time<T>) =>
      (shared ??= createMemoryStore<T>(...how)) as Store<T>;
    const open = () => createVisitorFaults(createShared, clock);
    processes = [open(), open()];
  });

  it('R30 strike as often as was said, whichever process is asked, many at once', async () => {
    const [one] = processes;
    await one.set({ fault: 'status', endpoint: 'api', visitor: 'a', times: 3 });

    const asked = Array.from({ length: 20 }, (_, at) => processes[at % 2 === 0 ? 0 : 1]);
    const struck = await Promise.all(asked.map((faults) => faults.take(TO_API)));

    expect(struck.filter(Boolean)).toHaveLength(3);
    expect(await one.list('a')).toEqual([]);
  });

  it('strike with the next one that is set, once the first is used up', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'html', endpoint: 'api', visitor: 'a', times: 1 });
    await other.set({ fault: 'empty', endpoint: 'api', visitor: 'a', times: 1 });

    const struck = await Promise.all([one.take(TO_API), other.take(TO_API), one.take(TO_API)]);

    expect(struck.map((found) => found?.fault.fault)).toEqual(['html', 'empty', undefined]);
  });

  it('wait for the next request where one found nothing to change', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'expired-token', endpoint: 'api', visitor: 'a', times: 1 });

    const struck = await one.take(TO_API);
    expect(await other.take(TO_API)).toBeUndefined(); // nobody else is struck meanwhile
    await struck?.end(false);

    const again = await other.take(TO_API);
    expect(again).toBeDefined();
    await again?.end(true);
    expect(await one.list('a')).toEqual([]);
  });

  it('wait for it, too, where another request was struck meanwhile', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'expired-token', endpoint: 'api', visitor: 'a', times: 2 });
    const [first, second] = [await one.take(TO_API), await other.take(TO_API)];

    await Promise.all([first?.end(true), second?.end(false)]);

    expect(await one.list('a')).toMatchObject([{ remaining: 1 }]);
  });

  it('R30 strike nobody else, and there is none for everybody', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'html', endpoint: 'api', visitor: 'a' });

    expect(await other.take({ ...TO_API, visitor: 'b' })).toBeUndefined();
    expect(await other.take({ ...TO_API, visitor: undefined })).toBeUndefined();
    const forAll = { fault: 'hang', endpoint: 'token' } as unknown as Parameters<typeof one.set>[0];
    await expect(one.set(forAll)).rejects.toThrow(/^visitor is absent/);
  });

  it('R30 end after ten minutes, though one of them has struck meanwhile', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'html', endpoint: 'api', visitor: 'a' });

    clock.advance('599s');
    expect(await other.take(TO_API)).toBeDefined();
    clock.advance('1s');
    expect(await other.take(TO_API)).toBeUndefined();
    expect(await one.list('a')).toEqual([]);
  });

  it('R30 are twenty of a visitor at the most, and leave those of others in place', async () => {
    const [one, other] = processes;
    await one.set({ fault: 'html', endpoint: 'api', visitor: 'b' });
    for (let count = 0; count < 30; count += 1) {
      await one.set({ fault: 'slow', endpoint: 'api', visitor: 'a', ms: 1 + count });
    }

    const [oldest] = await other.list('a');
    expect(oldest?.parameters).toEqual({ ms: 11 });
    expect(await other.list('a')).toHaveLength(20);
    expect(await other.list('b')).toHaveLength(1);
  });

  it('are cleared for both: one, all of a visitor, all of everybody', async () => {
    const [one, other] = processes;
    const { id } = await one.set({ fault: 'html', endpoint: 'api', visitor: 'a' });
    await one.set({ fault: 'slow', endpoint: 'api', visitor: 'a' });
    await one.set({ fault: 'slow', endpoint: 'api', visitor: 'b' });

    await other.clear({ visitor: 'b', id });
    expect(await one.list('a')).toHaveLength(2);
    await other.clear({ visitor: 'a', id });
    expect((await one.list('a')).map(({ fault }) => fault)).toEqual(['slow']);
    await other.clear({ visitor: 'a' });
    expect([await one.list('a'), await one.list('b')]).toMatchObject([[], [{ fault: 'slow' }]]);
    await other.clearAll();
    expect(await one.list('b')).toEqual([]);
  });
});
