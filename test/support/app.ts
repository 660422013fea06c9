/** The app alone, with the parts that a test gives it in the place of its own. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import type { AppDependencies } from '../../src/app.ts';
import { createApiClient } from '../../src/bitbucket/api-client.ts';
import { createTokenClient } from '../../src/bitbucket/token-client.ts';
import { loadConfig } from '../../src/config/config.ts';
import { grants } from '../../src/grants/index.ts';
import { NO_METRICS } from '../../src/metrics/metrics.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import { createClaims } from '../../src/storage/claims.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { createSend } from '../../src/wire/send.ts';
import { Browser } from './browser.ts';

export interface TestApp {
  readonly url: string;
  newBrowser(): Browser;
  close(): Promise<void>;
}

export async function openApp(parts: Partial<AppDependencies>): Promise<TestApp> {
  const config = loadConfig('/nowhere/config.json', { PUBLIC_URL: 'http://127.0.0.1:1' });
  const send = createSend(2_000);
  const storage = createMemoryStorage();
  const app = createApp({
    config,
    logger: pino({ level: 'silent' }),
    clock: Date.now,
    grants,
    mounts: new Map(),
    sandboxes: new Map(),
    servers: new Map(),
    tokens: createTokenClient(send),
    api: createApiClient(send),
    storage,
    visitorClocks: [],
    visitorFaults: [],
    rehearsals: {
      run: async () => undefined,
      find: async () => undefined,
      forget: async () => undefined,
    },
    sandboxCookies: [],
    sandboxPage: express.Router(),
    transactions: createTransactionStore(storage.createStore, Date.now),
    claims: createClaims(storage.createStore, Date),
    budgets: undefined,
    runs: createRunStore(storage.createStore, Date.now, parts.servers ?? new Map()),
    redirectUri: config.callbackUrl,
    scopes: config.scopes,
    sandboxScopes: [],
    snippets: { programs: { sources: () => [] }, targets: new Map(), origin: config.publicUrl },
    isDraining: () => false,
    countRun: NO_METRICS.countRun,
    watchRefusals: NO_METRICS.watchRefusals,
    ...parts,
  });
  const server = http.createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    newBrowser: () => new Browser(url),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
