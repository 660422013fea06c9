import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Server } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import type { Run } from '../../src/runs/run.ts';
import type { RunStore } from '../../src/runs/run-store.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { WireLog } from '../../src/wire/wire-log.ts';

const SERVER = { id: 'sandbox-current' } as Server;

function openStore(): RunStore {
  const servers = new Map([[SERVER.id, SERVER]]);
  return createRunStore(createMemoryStorage().createStore, Date.now, servers);
}

const KB = 1024;
const CALL = {
  step: 'API',
  title: 'A call',
  channel: 'back',
  from: 'client',
  to: 'resource-server',
  request: { method: 'GET', url: '', headers: [] },
} as const;

function makeRun(grantSlug: string, bodyLength = 0): Run {
  const wire = new WireLog();
  wire.add({ ...CALL, response: { status: 200, headers: [], body: 'x'.repeat(bodyLength) } });
  const secrets = { code: 'a code' };
  const counts = {
    number: 1,
    pace: 'through' as const,
    secrets,
    sent: [],
    revision: 0,
    lostRefreshes: 0,
  };
  return { id: randomUUID(), grantSlug, server: SERVER, startedAt: 0, wire, ...counts };
}

function withResults(run: Run, length: number): Run {
  const none = { isOk: true, values: [], hasMore: false, exchangeIds: [] } as const;
  const values = [{ type: 'user', display_name: 'x'.repeat(length) }];
  return { ...run, results: { user: { ...none, values }, emails: none, workspaces: none } };
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

  it('R10 keeps the newer tokens of two updates at the same moment', async () => {
    const store = openStore();
    const run = makeRun('a');
    await store.publish(run);

    await Promise.all([2, 1].map((revision) => store.update({ ...run, revision })));

    expect(await store.find(run.id)).toMatchObject({ revision: 2 });
  });

  it('R10 keeps the newer tokens of two updates of a run that was only begun', async () => {
    const store = openStore();
    const run = makeRun('a');
    await store.publish({ ...run, secrets: {} });

    await Promise.all([2, 1].map((revision) => store.update({ ...run, revision })));

    expect(await store.find(run.id)).toMatchObject({ revision: 2 });
  });

  it('R19 is bounded by all that the runs hold, headers, forms and results too: who was there first goes first', async () => {
    const store = openStore();
    const sizes = {
      exchange: makeRun('a', 128 * KB),
      results: withResults(makeRun('a'), 128 * KB),
    };

    for (const one of Object.values(sizes)) {
      const all = Array.from({ length: 600 }, () => ({ ...one, id: randomUUID() }));
      for (const run of all) await store.publish(run);

      expect(await store.find(all[0]?.id)).toBeUndefined();
      expect(await store.find(all[100]?.id)).toBeDefined(); // 64 Mi: about 510
      expect(await store.find(all[599]?.id)).toBeDefined();
    }
  });

  it('goes on with the ids of the log, and with what was dropped from it', async () => {
    const store = openStore();
    const run = makeRun('a');
    run.wire.drop('API');
    await store.publish(run);

    const { wire } = (await store.find(run.id)) ?? run;

    expect(wire).not.toBe(run.wire);
    expect(wire.dropped).toEqual({ API: 1 });
    expect(wire.add({ ...CALL, step: 'API' }).id).toBe('x2');
  });
});
