import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import type { Run } from '../../src/runs/run.ts';
import type { RunStore } from '../../src/runs/run-store.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import type { TransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { openApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { behave, beginAt, CONSUMER, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import type { TokenClient } from '../../src/bitbucket/token-client.ts';
import { revokeTokens } from '../../src/runs/revoke-tokens.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult, sendPassword } from '../support/resource-owner.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';

describe('"Forget all"', () => {
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
      if (run.token) runId = run.id;
      return runs.publish(run);
    };
    const begin: TransactionStore['begin'] = (id, ...transaction) => {
      visitorId = id;
      return transactions.begin(id, ...transaction);
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

    const left = await page.form('Forget all').submit();

    expect(left.status).toBe(303);

    expect(await runs.find(runId)).toBeUndefined();
    expect(await transactions.find(visitorId, state)).toBeUndefined();
  });
});

describe('"Forget all", with the sandbox inside', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const forget = (page: Page) => page.form('Forget').submit();
  const livingTokens = async () => {
    const { current, legacy } = demo.sandboxes;
    return [...(await current.tokens()), ...(await legacy.tokens())];
  };

  it('S14 revokes the tokens of all grants, refreshed ones too (RFC 7009 §2.1)', async () => {
    const browser = demo.newBrowser();
    const result = await runToResult(browser, '/authorization-code/authorize');
    await result.form('Refresh').submit();
    await browser.open('/client-credentials/authorize');
    await sendPassword(browser, 'ada', 'lovelace');
    expect((await livingTokens()).length).toBeGreaterThan(5);

    const left = await browser.follow(await forget(await browser.get('/')));

    expect(left.body).toContain('The tokens of your latest runs were revoked.');
    expect(await livingTokens()).toEqual([]);
  });

  it('S14 signs out at the sandbox, in both eras', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    await runToResult(browser, '/authorization-code/authorize?server=sandbox-legacy');
    const eras = ['sandbox_current', 'sandbox_legacy'];
    expect([...browser.cookies.keys()]).toEqual(expect.arrayContaining(eras));

    await forget(await browser.get('/'));

    expect([...browser.cookies.keys()]).toEqual([]);
    const again = await browser.open('/authorization-code/authorize');
    expect(again.body).toContain('Who are you today?');
  });
});

describe('"Forget all", where the server does not take tokens back', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('S14 ends the session all the same, and says what lives on', async () => {
    const browser = demo.newBrowser();
    const page = await browser.follow(await runLive(browser));
    const before = demo.bitbucket.received.length;

    const left = await browser.follow(await page.form('Forget all').submit());

    expect(left.body).toContain('not every token of your runs could be revoked');
    expect((await browser.get('/authorization-code')).announcement()).toBe('Nothing has run yet.');
    expect(demo.bitbucket.received).toHaveLength(before);
  });
});

describe('The revocation of what runs held', () => {
  const token = { accessToken: 'a', scopes: [], receivedAt: 0 };
  const run = { server: { id: 'sandbox-current' }, token } as unknown as Run;
  const visitor = { mark: 'm', network: 'n' };
  const clientThat = (revokeToken: TokenClient['revokeToken']) =>
    ({ revokeToken }) as unknown as TokenClient;

  it.each([
    ['hangs', () => new Promise<boolean>(() => undefined)],
    ['is away', () => Promise.reject(new Error('away'))],
    ['says no', () => Promise.resolve(false)],
  ])('keeps nobody waiting, and promises nothing, where the server %s', async (_what, revoke) => {
    const startedAt = performance.now();

    expect(await revokeTokens(clientThat(revoke), [run, run], visitor)).toBe(false);

    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('asks nothing of a run without a token', async () => {
    const { token: _token, ...failed } = run;
    const client = clientThat(() => Promise.reject(new Error('asked')));

    expect(await revokeTokens(client, [failed], visitor)).toBe(true);
  });
});
