import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createHeldBack } from '../../../src/sandbox/faults/held-back.ts';
import { createVisitorFaults } from '../../../src/sandbox/faults/visitor-faults.ts';
import type { SandboxCaller, SandboxOptions } from '../../../src/sandbox/index.ts';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../../src/sandbox/index.ts';
import { createMemoryStore } from '../../../src/storage/memory-store.ts';
import { StorageError } from '../../../src/storage/storage-error.ts';
import type { CreateStore } from '../../../src/storage/storage.ts';
import type { Store } from '../../../src/storage/store.ts';
import { CALLBACK } from '../support/room.ts';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

describe('Faults where strangers share the sandbox', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function open(isShared: boolean, more: Partial<SandboxOptions> = {}) {
    const sandbox = createSandboxApp({
      ...DEFAULT_BEHAVIOUR,
      era: 'current',
      baseUrl: 'http://localhost:3000',
      callbackUrl: CALLBACK,
      isShared,
      callerOf: (req): SandboxCaller => ({
        network: req.get('x-network') ?? '',
        mark: 'a',
        isApp: req.get('x-app') === 'yes',
      }),
      ...more,
    });
    const listening = sandbox.handler.listen(0, '127.0.0.1');
    server = listening;
    await new Promise((resolve) => listening.once('listening', resolve));
    const { port } = listening.address() as AddressInfo;
    const call = (headers: Record<string, string> = {}, signal?: AbortSignal) =>
      fetch(`http://127.0.0.1:${port}/2.0/user`, { headers, ...(signal && { signal }) });
    return { sandbox, call };
  }

  it('`huge` is 4 MB at the most, and for the app alone, which stops reading', async () => {
    const { sandbox, call } = await open(true);
    sandbox.faults.set({ fault: 'huge', endpoint: 'api', visitor: 'a', bytes: 50_000_000 });

    const outside = await call();
    const app = await call({ 'X-App': 'yes' });

    expect(outside.status).toBe(401);
    expect((await outside.text()).length).toBeLessThan(1_000);
    expect((await app.text()).length).toBeLessThan(4_001_000);
  });

  it('`huge` is as large as a test asks for where it has the sandbox for itself', async () => {
    const { sandbox, call } = await open(false);
    sandbox.faults.set({ fault: 'huge', endpoint: 'api', visitor: 'a', bytes: 6_000_000 });

    expect((await (await call()).text()).length).toBeGreaterThan(6_000_000);
  });

  it('`hang` gives the connection back after ten seconds', async () => {
    const { sandbox, call } = await open(true);
    sandbox.faults.set({ fault: 'hang', endpoint: 'api', visitor: 'a' });
    const timers = jest.spyOn(globalThis, 'setTimeout');
    let ended = 'it hangs';
    const called = call().catch((error: Error) => (ended = error.message));
    let afterTenSeconds: (() => void) | undefined;
    while (afterTenSeconds === undefined) {
      await new Promise(setImmediate);
      afterTenSeconds = timers.mock.calls.find(([, ms]) => ms === 10_000)?.[0];
    }
    timers.mockRestore();

    expect(ended).toBe('it hangs');
    afterTenSeconds();
    await called;

    expect(ended).toBe('fetch failed');
  });

  it('hold back a hundred requests of a network: then its oldest is cut off, and nobody else’s', async () => {
    const { sandbox, call } = await open(true);
    sandbox.faults.set({ fault: 'hang', endpoint: 'api', visitor: 'a' });
    const states: string[] = [];
    const hold = (network: string, at: number) =>
      call({ 'X-Network': network }).catch(() => (states[at] = `${network} cut`));
    const other = hold('other', 0);
    const flood = Array.from({ length: 103 }, (_, at) => hold('flood', at + 1));
    while (states.filter(Boolean).length < 3)
      await new Promise((resolve) => setTimeout(resolve, 5));

    expect(states[0]).toBeUndefined();
    expect(states.filter(Boolean)).toEqual(Array(3).fill('flood cut'));
    server?.closeAllConnections();
    await Promise.all([other, ...flood]);
  });

  it.each([
    ['of the storage, which is away, to nobody', new StorageError('it is away'), 0],
    ['of our own, to the log', new TypeError('entries.map is not a function'), 1],
  ])('tell a failure to note that one has struck: %s', async (_which, failure, told) => {
    const report = jest.fn();
    const seen = { changes: 0 };
    const createStore: CreateStore = <T extends object>(
      _name: string,
      ...how: Parameters<typeof createMemoryStore<T>>
    ): Store<T> => {
      const store = createMemoryStore<T>(...how);
      const replace: Store<T>['replace'] = (...change) =>
        (seen.changes += 1) < 3 ? store.replace(...change) : Promise.reject(failure);
      return { ...store, replace };
    };
    const visitorFaults = createVisitorFaults(createStore, Date);
    const { call } = await open(true, { visitorFaults, report });
    await visitorFaults.set({ fault: 'status', endpoint: 'api', visitor: 'a', times: 1 });

    expect((await call()).status).toBe(503);
    while (seen.changes < 3) await new Promise(setImmediate);
    await new Promise(setImmediate);

    expect(report.mock.calls.map(([error]) => error)).toEqual(Array(told).fill(failure));
  });
});

describe('The requests that are held back', () => {
  it('are forgotten once they are over', () => {
    const cut: string[] = [];
    const held = createHeldBack(1);
    const release = held.add('a', () => cut.push('first'));
    release();
    held.add('a', () => cut.push('second'));
    held.add('b', () => cut.push('other'));

    expect(cut).toEqual([]);
    held.add('a', () => cut.push('third'));
    expect(cut).toEqual(['second']);
  });
});
