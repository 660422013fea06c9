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
  return createRunStore(createMemoryStorage().createStore, Date.now, servers);
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
  it('keeps each run under its own id, and finds none without', async () => {
    const store = openStore();
    const [first, second] = [makeRun('a'), makeRun('a')];

    for (const run of [first, second]) await store.publish(run);

    expect(await store.find(first.id)).toEqual(first);
    expect(await store.find(second.id)).toEqual(second);
    expect(await store.find(randomUUID())).toBeUndefined();
    expect(await store.find(undefined)).toBeUndefined();
  });

  it('hands out what it forgets, and forgets nothing else', async () => {
    const store = openStore();
    const [mine, theirs] = [makeRun('a'), makeRun('a')];
    await store.publish(mine);
    await store.publish(theirs);

    expect(await store.forget([mine.id, randomUUID()])).toEqual([mine]);

    expect(await store.find(mine.id)).toBeUndefined();
    expect(await store.find(theirs.id)).toBeDefined();
  });

  it('takes no update of a run that was forgotten, or has newer tokens', async () => {
    const store = openStore();
    const run = makeRun('a');
    await store.publish({ ...run, revision: 2 });

    expect(await store.update({ ...run, revision: 1 })).toMatchObject({ revision: 2 });
    await store.forget([run.id]);
    expect(await store.update({ ...run, revision: 3 })).toBeUndefined();
    expect(await store.find(run.id)).toBeUndefined();
  });

  it('is bounded by what the runs hold: who was there first goes first', async () => {
    const store = openStore();
    const megabytes = 10 * 1024 * 1024;

    const all = Array.from({ length: 8 }, () => makeRun('a', megabytes));
    for (const run of all) await store.publish(run);

    const kept = await Promise.all(all.map(async ({ id }) => (await store.find(id)) !== undefined));
    expect(kept.filter(Boolean)).toHaveLength(6);
    expect(kept[0]).toBe(false);
    expect(kept[7]).toBe(true);
  });
});
