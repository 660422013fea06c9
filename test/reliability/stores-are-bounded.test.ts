import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransactionStore } from '../../src/oauth/state.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import type { Run } from '../../src/runs/run.ts';
import type { Server } from '../../src/bitbucket/servers.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import { openApp } from '../support/app.ts';
import { openCountedStorage } from '../support/counted-storage.ts';
import { consumerAt } from '../support/live.ts';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { loadConfig } from '../../src/config/config.ts';

const MB = 1024 * 1024;

describe('R19 stores with a bound', () => {
  it('R19 runs with large answers: 64 million characters together, and the newest is there', async () => {
    const { createStore, clock, counts } = openCountedStorage();
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
      number: 1,
      pace: 'through',
      secrets: { code: 'c' },
      sent: [],
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
  const held = openCountedStorage();
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

    expect(before).toMatchObject({ runs: 40, transactions: 20, visitors: 20 });
    expect(before['sessions']).toBeGreaterThanOrEqual(20);
    expect(Object.values(await held.counts()).every((count) => count === 0)).toBe(true);
  });
});
