/** What is logged of a request: always with its id, never with its query, its headers or its address. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type express from 'express';
import type { Logger } from 'pino';
import { StorageError } from '../storage/storage-error.ts';
import type { Report } from '../http/report.ts';

declare module 'express-serve-static-core' {
  interface Request {
    readonly log: Logger;
  }
}

declare module 'node:http' {
  interface IncomingMessage {
    requestId?: string;
  }
}

/** A proxy's own, by which its log and ours are read together. */
const WELL_FORMED = /^[\w.-]{8,64}$/;

export function requestIdOf(req: IncomingMessage): string {
  return (req.requestId ??= sentIdOf(req) ?? randomUUID());
}

function sentIdOf({ headers }: IncomingMessage): string | undefined {
  const sent = headers['x-request-id'];
  return typeof sent === 'string' && WELL_FORMED.test(sent) ? sent : undefined;
}

/** The answer names the request's id; at `info`, a line says when it is over. */
export function logRequests(logger: Logger): express.RequestHandler {
  const isLogged = logger.isLevelEnabled('info');
  return (req, res, next) => {
    res.setHeader('X-Request-Id', requestIdOf(req));
    if (isLogged) logWhenOver(logger, req, res);
    next();
  };
}

/** They come every few seconds, or with every page. */
const FREQUENT = /^\/health\/|\/healthcheck$|\.(?:css|js|svg|ico)$/;

function logWhenOver(logger: Logger, req: IncomingMessage, res: ServerResponse): void {
  const startedAt = performance.now();
  res.once('close', () => {
    const status = res.headersSent ? res.statusCode : null; // cut off before there was one
    const isFrequent = status !== null && status < 400 && FREQUENT.test(pathOf(req));
    const ms = Math.round(performance.now() - startedAt);
    const message = res.writableFinished ? 'answered' : 'cut off';
    logAbout(req, logger)[isFrequent ? 'debug' : 'info']({ status, ms }, message);
  });
}

/** `req.log`: made for a request that something is written about; for most, nothing is. */
export function attachRequestLogger(app: express.Express, logger: Logger): void {
  Object.defineProperty(app.request, 'log', {
    configurable: true,
    get(this: express.Request) {
      return logAbout(this, logger);
    },
  });
}

/** What no error page could be shown for. An outage is no fault of ours, and the storage has told of it, once. */
export function reportTo(logger: Logger): Report {
  return (error, req) => {
    const log = logAbout(req, logger);
    if (error instanceof StorageError) log.info('not kept');
    else log.error({ err: error }, 'fault');
  };
}

export function logAbout(req: IncomingMessage, logger: Logger): Logger {
  return logger.child({
    requestId: requestIdOf(req),
    req: { method: req.method, path: pathOf(req) },
  });
}

/** The query may hold a code. A fragment, and a user before the host, come from odd clients alone. */
function pathOf(req: IncomingMessage): string {
  const url = 'originalUrl' in req ? String(req.originalUrl) : (req.url ?? '');
  const [path = ''] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  return path.slice(0, 500);
}
