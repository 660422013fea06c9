import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type session from 'express-session';
import { createTransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore, Storage } from '../../src/storage/storage.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import type { Run } from '../../src/runs/run.ts';
import type { Server } from '../../src/bitbucket/servers.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import { SessionStore } from '../../src/web/session.ts';
import { openApp } from '../support/app.ts';
import { consumerAt } from '../support/live.ts';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { loadConfig } from '../../src/config/config.ts';

const STARTS = 100_000;
const TRANSACTION = { grantSlug: 'authorization-code', serverId: 'bitbucket' };
const MB = 1024 * 1024;

interface Held {
  readonly storage: Storage;
  readonly createStore: CreateStore;
  readonly clock: () => number;
  readonly advance: (milliseconds: number) => void;
  readonly counts: () => Promise<Record<string, number>>;
}

/** Storage whose stores can be counted, by a clock of our own. */
function openStorage(): Held {
  let now = 1e12;
  const storage = createMemoryStorage();
  const stores = new Map<string, () => Promise<number>>();
  const createStore: CreateStore = (name, clock, bounds) => {
    const store = storage.createStore(name, clock, bounds);
    stores.set(name, () => store.count());
    return store;
  };
  return {
    storage: { ...storage, createStore },
    createStore,
    clock: () => now,
    advance: (milliseconds: number) => void (now += milliseconds),
    counts: async () => {
      const found: Record<string, number> = {};
      for (const [name, count] of stores) found[name] = await count();
      return found;
    },
  };
}

describe('R19 stores with a bound', () => {
  it('R19 100,000 unfinished starts of as many visitors: the oldest go first', async () => {
    const { createStore, clock, counts } = openStorage();
    const transactions = createTransactionStore(createStore, clock);
    const find = (at: number) => transactions.find(`visitor-${at}`, states[at] ?? '');
    const states: string[] = [];

    for (let at = 0; at < STARTS; at += 1) {
      states.push(await transactions.begin(`visitor-${at}`, TRANSACTION));
    }

    expect(await counts()).toEqual({
      transactions: 20_000,
      'used-transactions': 0,
      visitors: 10_000,
    });
    expect(await find(STARTS - 20_001)).toBeUndefined();
    expect(await find(STARTS - 20_000)).toBeDefined();
    await transactions.take(`visitor-${STARTS - 1}`, states[STARTS - 1] ?? ''); // the newest can finish
  });

  it('R19 100,000 starts of one visitor: ten stay', async () => {
    const { createStore, clock, counts } = openStorage();
    const transactions = createTransactionStore(createStore, clock);

    for (let at = 0; at < STARTS; at += 1) await transactions.begin('visitor', TRANSACTION);

    expect(await counts()).toMatchObject({ transactions: 10, visitors: 1 });
  });

  it('R19 100,000 sessions that have only started something: who is signed in stays', async () => {
    const { createStore, clock, counts } = openStorage();
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

    expect(await counts()).toEqual({ sessions: 10_001 });
    expect(await has('signed-in')).toBe(true);
    expect(await has('started-first')).toBe(false);
    expect(await has(`started-${STARTS - 1}`)).toBe(true);
  });

  it('R19 runs with large answers: 64 million characters together, and the newest is there', async () => {
    const { createStore, clock, counts } = openStorage();
    const server = { id: 'bitbucket' } as Server;
    const runs = createRunStore(createStore, clock, new Map([[server.id, server]]));
    const wire = new WireLog();
    wire.add({
      step: 'API',
      title: 'A call',
      channel: 'back',
      from: 'client',
      to: 'resource-server',
      request: { method: 'GET', url: '', headers: [] },
      response: { status: 200, headers: [], body: 'x'.repeat(128 * 1024) },
    });
    const run: Run = {
      id: 'r',
      grantSlug: 'a',
      server,
      startedAt: 0,
      wire,
      revision: 0,
      lostRefreshes: 0,
    };

    for (let at = 0; at < 6_000; at += 1) await runs.publish({ ...run, id: `run-${at}` });

    const { runs: count = 0 } = await counts();
    expect(count * 128 * 1024).toBeLessThanOrEqual(64 * MB);
    expect(await runs.find('run-5999')).toBeDefined();
    expect(await runs.find('run-0')).toBeUndefined();
  });
});

describe('R20 what is over', () => {
  const held = openStorage();
  let upstream: Awaited<ReturnType<typeof openScriptedServer>>;
  beforeAll(async () => {
    upstream = await openScriptedServer();
  });
  afterAll(() => upstream.close());

  it('R20 is forgotten without any request: every count is 0 again', async () => {
    const config = loadConfig('/nowhere/config.json', {
      PUBLIC_URL: 'http://127.0.0.1:1',
      ...consumerAt(upstream.url),
    });
    const servers = new Map(bitbucketServer(config).map((server) => [server.id, server]));
    const { storage, createStore, clock } = held;
    const app = await openApp({
      config,
      servers,
      clock,
      storage,
      transactions: createTransactionStore(createStore, clock),
      runs: createRunStore(createStore, clock, servers),
    });
    for (let at = 0; at < 20; at += 1) {
      const browser = app.newBrowser();
      await browser.get('/authorization-code/authorize'); // unfinished
      await browser.get('/client-credentials/authorize'); // refused: a run that failed
    }
    await app.close();
    const before = await held.counts();
    held.advance(61 * 60_000);

    expect(before).toMatchObject({ runs: 20, transactions: 20, visitors: 20 });
    expect(before['sessions']).toBeGreaterThanOrEqual(20);
    expect(Object.values(await held.counts()).every((count) => count === 0)).toBe(true);
  });
});
