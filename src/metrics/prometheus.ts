/** Metrics at a port of their own, in the text format of Prometheus. Loaded only where METRICS_PORT is set. */
import { once } from 'node:events';
import http from 'node:http';
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { ConfigError } from '../errors/errors.ts';
import { closeAtOnce } from '../http/close-server.ts';
import type { CreateStore } from '../storage/storage.ts';
import type { Store } from '../storage/store.ts';
import type { Send } from '../wire/send.ts';
import type { Metrics } from './metrics.ts';

/** Seconds. An exchange with bitbucket.org takes tenths of one; after eight it is given up. */
const BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 8];
/** Of a page that is not there, or of a form that is wrong, nobody needs to hear at night. */
const REFUSED = new Set([403, 413, 414, 421, 429, 503]);

/**
 * @param isInMemory Of Redis one asks Redis itself: counting there goes through all that it holds.
 * @throws {ConfigError} The port is taken, or not to be had.
 */
export async function openMetrics(
  where: { readonly port: number; readonly host: string },
  isInMemory: boolean,
): Promise<Metrics> {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const runs = new Counter({
    name: 'oauth_runs_total',
    help: 'Runs that were begun, and what they came to, each time they came to something',
    labelNames: ['grant', 'server', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'oauth_refusals_total',
    help: 'Requests that were refused, by status: 429 is a budget, 403 a form of another page, 421 a foreign host',
    labelNames: ['status'],
    registers,
  });
  const stopServing = await serve(registry, where);
  return {
    countRun: (grant, server, outcome) => runs.inc({ grant, server, outcome }),
    timed: (send) => timeExchanges(send, registers),
    watchRefusals: watchWith((status) => refusals.inc({ status })),
    counted: (createStore) => (isInMemory ? countStores(createStore, registry) : createStore),
    close: stopServing,
  };
}

function timeExchanges(send: Send, registers: Registry[]): Send {
  const seconds = new Histogram({
    name: 'oauth_exchange_seconds',
    help: 'What the client sent to the other side: by whom it was answered, and with which status',
    labelNames: ['to', 'status'],
    buckets: BUCKETS,
    registers,
  });
  return async (sending, wire) => {
    const stop = seconds.startTimer({ to: sending.to });
    try {
      const answer = await send(sending, wire);
      stop({ status: answer.status });
      return answer;
    } catch (error) {
      stop({ status: 'none' });
      throw error;
    }
  };
}

function watchWith(count: (status: number) => void): RequestHandler {
  return (_req, res, next) => {
    res.once('finish', () => {
      if (REFUSED.has(res.statusCode)) count(res.statusCode);
    });
    next();
  };
}

/** Asked when somebody looks, and not before. */
function countStores(createStore: CreateStore, registry: Registry): CreateStore {
  const stores = new Map<string, Pick<Store<object>, 'count'>>();
  const kept = new Gauge({
    name: 'oauth_kept',
    help: 'What is remembered now, by store: sessions, runs; codes and tokens of the sandbox by era',
    labelNames: ['store'],
    registers: [],
    async collect() {
      for (const [store, { count }] of stores) this.set({ store }, await count());
    },
  });
  registry.registerMetric(kept);
  return (name, clock, bounds) => {
    const store = createStore(name, clock, bounds);
    stores.set(name, store);
    return store;
  };
}

async function serve(
  registry: Registry,
  where: { readonly port: number; readonly host: string },
): Promise<() => Promise<void>> {
  const server = http.createServer((req, res) => {
    if (req.url !== '/metrics' || req.method !== 'GET') res.writeHead(404).end();
    else
      registry.metrics().then(
        (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
        () => res.writeHead(500).end(),
      );
  });
  try {
    await once(server.listen(where), 'listening');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new ConfigError([
      `metricsPort (METRICS_PORT): cannot listen on port ${where.port} (${code}): choose another.`,
    ]);
  }
  return () => closeAtOnce(server);
}
