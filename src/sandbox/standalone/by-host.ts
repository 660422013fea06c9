/** `publicUrl: 'auto'`: the sandbox calls itself as it was called, where that name is one of its own. */
import express, { type Express } from 'express';
import { LRUCache } from 'lru-cache';
import { parseHost } from '../../http/host-header.ts';
import { isLoopbackHost } from '../../http/loopback.ts';

/** Somebody may call by every port there is; each costs routes of its own. */
const MOST_NAMES = 20;

export interface ByHost {
  scheme: 'http' | 'https';
  /** Names by which it may be called, beside those of this machine; whatever the port, which may be mapped. */
  hosts: readonly string[];
  handlerAt: (baseUrl: string) => Express;
}

/** A foreign name stands in no link, and gets 421 (RFC 9110 §15.5.20): DNS rebinding ends here. */
export function serveByHost({ scheme, hosts, handlerAt }: ByHost): Express {
  // An address has many spellings; a URL, and so whoever calls, has one.
  const own = new Set(hosts.map((host) => new URL(`${scheme}://${host}`).hostname));
  const handlers = new LRUCache<string, Express>({ max: MOST_NAMES });
  const app = express().disable('x-powered-by').disable('etag');
  app.use((req, res, next) => {
    const url = parseHost(req.headers.host ?? '', scheme);
    if (url === undefined || !(isLoopbackHost(url.hostname) || own.has(url.hostname))) {
      res.set('Cache-Control', 'no-store').status(421).type('text').send(REFUSAL);
      return;
    }
    const handler = handlers.get(url.origin) ?? handlerAt(url.origin);
    handlers.set(url.origin, handler);
    handler(req, res, next);
  });
  return app;
}

const REFUSAL =
  'This sandbox does not answer to that host name. It answers to localhost, and to names that it is started with: --hosts <name,name> (SANDBOX_HOSTS).\n';
