import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/grants/run.ts';
import type { Run, RunStore } from '../../src/grants/run.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { WireLog } from '../../src/wire/exchange.ts';

const SERVER = { id: 'sandbox-current' } as Server;

function openStore(): RunStore {
  const servers = new Map([[SERVER.id, SERVER]]);
  return createRunStore(createMemoryStorage().createStore, Date.now, servers, ['a', 'b']);
}

function makeRun(grantSlug: string, bodyLength = 0): Run {
  const wire = new WireLog();
  wire.add({
    step: 'API',
    title: 'A call',
    channel: 'back',
    from: 'client',
    to: 'resource-server',
    request: { method: 'GET', url: '', headers: [] },
    response: { status: 200, headers: [], body: 'x'.repeat(bodyLength) },
  });
  const counts = { revision: 0, lostRefreshes: 0 };
  return { id: randomUUID(), grantSlug, server: SERVER, startedAt: 0, wire, ...counts };
}

describe('The store of runs', () => {
  it('keeps the latest run of each grant, for each visitor apart', async () => {
    const store = openStore();
    const [first, second, other] = [makeRun('a'), makeRun('a'), makeRun('b')];

    for (const run of [first, second, other]) await store.publish('ada', run);

    expect(await store.latest('ada', 'a')).toEqual(second);
    expect(await store.latest('ada', 'b')).toEqual(other);
    expect(await store.latest('bruno', 'a')).toBeUndefined();
    expect(await store.latest(undefined, 'a')).toBeUndefined();
  });

  it('forgets a visitor, and nobody else', async () => {
    const store = openStore();
    await store.publish('ada', makeRun('a'));
    await store.publish('bruno', makeRun('a'));

    await store.forget('ada');

    expect(await store.latest('ada', 'a')).toBeUndefined();
    expect(await store.latest('bruno', 'a')).toBeDefined();
  });

  it('is bounded by what the runs hold: who was there first goes first', async () => {
    const store = openStore();
    const megabytes = 10 * 1024 * 1024;

    for (let visitor = 0; visitor < 8; visitor += 1) {
      await store.publish(`visitor ${visitor}`, makeRun('a', megabytes));
    }

    const kept = await Promise.all(
      Array.from(
        { length: 8 },
        async (_, n) => (await store.latest(`visitor ${n}`, 'a')) !== undefined,
      ),
    );
    expect(kept.filter(Boolean)).toHaveLength(6);
    expect(kept[0]).toBe(false);
    expect(kept[7]).toBe(true);
  });
});
