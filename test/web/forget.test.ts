import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/grants/run.ts';
import type { RunStore } from '../../src/grants/run.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { openApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { behave, beginAt, CONSUMER } from '../support/live.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';

describe('"Forget everything"', () => {
  let bitbucket: ScriptedServer;
  let app: TestApp;
  let visitorId = '';
  let runId = '';
  let runs: RunStore;
  const storage = createMemoryStorage();
  const transactions = createTransactionStore(storage.createStore, Date.now);
  beforeAll(async () => {
    bitbucket = await openScriptedServer();
    behave(bitbucket);
    const settings = { bitbucketUrl: bitbucket.url, bitbucketApiUrl: bitbucket.url };
    const servers = new Map(
      bitbucketServer({ ...settings, consumer: CONSUMER }).map((server) => [server.id, server]),
    );
    runs = createRunStore(storage.createStore, Date.now, servers);
    const publish: RunStore['publish'] = (run) => {
      runId = run.id;
      return runs.publish(run);
    };
    const begin: TransactionStore['begin'] = (id, transaction) => {
      visitorId = id;
      return transactions.begin(id, transaction);
    };
    app = await openApp({
      servers,
      transactions: { ...transactions, begin },
      runs: { ...runs, publish },
    });
  });
  afterAll(async () => {
    await app.close();
    await bitbucket.close();
  });

  it('S14 takes the tokens and the runs under way out of the stores (ASVS 14.3.1)', async () => {
    const browser = app.newBrowser();
    await browser.open('/client-credentials/authorize');
    const state = (await beginAt(browser)).get('state') ?? '';
    const page = await browser.get('/client-credentials');
    expect((await runs.find(runId))?.token).toBeDefined();
    expect(await transactions.find(visitorId, state)).toBeDefined();

    const left = await browser.submit(page, 'action="/logout"');

    expect(left.status).toBe(303);

    expect(await runs.find(runId)).toBeUndefined();
    expect(await transactions.find(visitorId, state)).toBeUndefined();
  });
});
