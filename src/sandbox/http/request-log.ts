/** The requests that the sandbox received, for tests and for whoever wonders what arrived. */
import type { RequestHandler } from 'express';
import { formText, queryText } from './parameters.ts';
import type { DetailedRequest, ReceivedRequest } from './received-request.ts';
import { maskFields, readFields } from './secret-fields.ts';

export interface RequestLog {
  /** Secrets masked. */
  readonly entries: readonly ReceivedRequest[];
  /** With every detail, where whole requests are kept. @param areSecretsShown Default false. */
  list(areSecretsShown?: boolean): DetailedRequest[];
  clear(): void;
  middleware: RequestHandler;
}

const KEPT = 500;

/** Keeps nothing secret, and so masks each request as it comes. */
export function createBriefLog(): RequestLog {
  const entries: ReceivedRequest[] = [];
  return {
    entries,
    list: () => [],
    clear: () => void entries.splice(0),
    middleware(req, res, next) {
      const entry: ReceivedRequest = {
        method: req.method,
        path: req.path,
        query: maskFields(readFields(queryText(req))),
        form: maskFields(readFields(formText(req))),
        status: undefined,
      };
      keepLatest(entries, entry);
      res.once('finish', () => {
        entry.status = res.statusCode;
      });
      next();
    },
  };
}

export function keepLatest<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT) list.shift();
}
