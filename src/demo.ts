/** The whole product in one process: the app, and the sandbox behind paths of its own. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { type OpenBackChannel, openBackChannel } from './back-channel.ts';
import { createApiClient } from './bitbucket/api-client.ts';
import { bitbucketServer, nameServers, sandboxIn, sandboxServer } from './bitbucket/servers.ts';
import { createTokenClient } from './bitbucket/token-client.ts';
import {
  controlSandboxes,
  mountSandboxes,
  openSandboxPage,
  openSandboxes,
} from './embedded-sandbox.ts';
import type { Sandboxes } from './embedded-sandbox.ts';
import { drain } from './http/close-server.ts';
import { createExpressServer } from './http/express-server.ts';
import type { Config } from './config/config.ts';
import { BOTH_ERAS } from './statements/eras.ts';
import type { Grant } from './grants/grant.ts';
import { grants as registry } from './grants/index.ts';
import { createBudgets } from './stage/budgets.ts';
import { openSnippets } from './open-snippets.ts';
import type { Servers } from './bitbucket/servers.ts';
import { NO_METRICS } from './metrics/metrics.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createRunStore } from './runs/run-store.ts';
import { createTransactionStore } from './oauth/state.ts';
import { openStorage } from './storage/open-storage.ts';
import type { Storage } from './storage/storage.ts';
import { createClaims } from './storage/claims.ts';
import { openRehearsalSandbox } from './rehearsal-sandbox.ts';
import { createRehearsals } from './rotation/rehearsals.ts';
import { createRehearse } from './rotation/rehearse.ts';
import { prepareLastAnswers } from './web/last-answers.ts';
import { reportTo } from './web/request-logger.ts';
import { createSend } from './wire/send.ts';

export interface DemoOptions {
  readonly logger: Logger;
  /** The app's clock, milliseconds since the epoch. The sandbox has its own. */
  readonly clock?: () => number;
  /** Default: those of the registry. */
  readonly grants?: readonly Grant[];
  /** Shorter timeouts than the defaults: for tests, which should not have to wait. */
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  /** For one exchange of the back channel. */
  readonly exchangeMs: number;
  /** For requests in flight, once the demo is being closed. */
  readonly drainMs: number;
}

export interface Demo {
  readonly servers: Servers;
  readonly sandboxes: Sandboxes;
  /**
   * For the configured `drainSeconds` all goes on but readiness, so that balancers can turn away. Then:
   * no new connection; requests in flight finish, for `drainMs` at most.
   */
  close(): Promise<void>;
}

interface Closable {
  readonly close: () => Promise<void>;
}

/** What is opened before the pages are there, and outlives them. */
interface Surroundings {
  readonly storage: Storage;
  readonly metrics: Metrics;
  readonly backChannel: OpenBackChannel;
  readonly closeAll: () => Promise<void>;
}

const LIMITS: Limits = { exchangeMs: 8_000, drainMs: 8_000 };

/**
 * Listens on the configured port.
 *
 * @throws The error of `listen`, such as EADDRINUSE.
 */
export async function startDemo(config: Config, options: DemoOptions): Promise<Demo> {
  const opened: Closable[] = [];
  const keep = <T extends Closable>(one: T): T => {
    opened.unshift(one); // what was opened last is closed first: runs in flight need it
    return one;
  };
  const closeAll = async () => {
    for (const one of opened) await one.close();
  };
  try {
    const storage = keep(await openStorage(config, options.logger));
    const metrics = keep(await openMetrics(config));
    // Before the pages: whoever can start a run can finish it.
    const backChannel = keep(await openBackChannel(reportTo(options.logger)));
    const createStore = metrics.counted(storage.createStore);
    const counted = { ...storage, createStore };
    return await serveDemo(config, options, { storage: counted, metrics, backChannel, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Only where it is asked at is the package for it loaded. */
async function openMetrics({ metricsPort, host, redisUrl }: Config): Promise<Metrics> {
  if (metricsPort === undefined) return NO_METRICS;
  const prometheus = await import('./metrics/prometheus.ts');
  return prometheus.openMetrics({ port: metricsPort, host }, redisUrl === undefined);
}

async function serveDemo(
  config: Config,
  options: DemoOptions,
  surroundings: Surroundings,
): Promise<Demo> {
  const { logger, grants = registry, limits } = options;
  const { storage, metrics, backChannel, closeAll } = surroundings;
  const report = reportTo(logger);
  const sandboxes = openSandboxes(config, storage, backChannel.isFromUs, logger);
  const mounts = mountSandboxes(sandboxes, report);
  backChannel.serve(mounts);
  const servers = openServers(config, sandboxes, backChannel);
  let isDraining = false;
  const app = createApp({
    config,
    logger,
    grants,
    servers,
    mounts,
    storage,
    ...openStoresAndClients(config, options, surroundings, servers),
    ...controlSandboxes(sandboxes),
    sandboxPage: openSandboxPage(config, sandboxes, grants),
    snippets: openSnippets(config, sandboxes),
    redirectUri: config.callbackUrl,
    scopes: config.scopes,
    isDraining: () => isDraining,
    countRun: metrics.countRun,
    watchRefusals: metrics.watchRefusals,
  });

  const { server, serve } = createExpressServer({ keepAliveTimeout: 65_000 });
  serve(app, report);
  const sayLastAnswers = prepareLastAnswers(server);
  const { port, host, drainSeconds } = config;
  await once(server.listen({ port, host }), 'listening');
  return {
    servers,
    sandboxes,
    async close() {
      isDraining = true;
      sayLastAnswers();
      await wait(drainSeconds * 1_000); // balancers ask for readiness meanwhile
      await drain(server, limits?.drainMs ?? LIMITS.drainMs);
      await closeAll();
    },
  };
}

/** Those on the other side: bitbucket.org, where a consumer is configured, and the sandboxes inside. */
function openServers(config: Config, sandboxes: Sandboxes, backChannel: OpenBackChannel): Servers {
  const names = nameServers(config);
  const inside = BOTH_ERAS.map((era) => {
    const id = sandboxIn(era);
    return sandboxServer(id, names[id], sandboxes[era], backChannel);
  });
  return new Map([...bitbucketServer(config), ...inside].map((server) => [server.id, server]));
}

/** What the app remembers, and how it asks the other side. */
function openStoresAndClients(
  config: Config,
  { clock = Date.now, limits }: DemoOptions,
  { storage: { createStore, createLimiter }, metrics }: Surroundings,
  servers: Servers,
) {
  const send = metrics.timed(createSend(limits?.exchangeMs ?? LIMITS.exchangeMs));
  const tokens = createTokenClient(send);
  const rehearse = createRehearse({ openSandbox: openRehearsalSandbox, tokens, send });
  return {
    clock,
    tokens,
    api: createApiClient(send),
    transactions: createTransactionStore(createStore, clock),
    claims: createClaims(createStore, { now: clock }),
    runs: createRunStore(createStore, clock, servers),
    rehearsals: createRehearsals(rehearse, createStore, clock),
    budgets: config.budget ? createBudgets(createLimiter) : undefined,
  };
}
