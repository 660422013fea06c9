/** The requests that the sandbox received, for tests and for whoever wonders what arrived. */
import type { Request, RequestHandler } from 'express';
import { queryText } from './parameters.ts';

export interface ReceivedRequest {
  method: string;
  /** Below the base URL: `/site/oauth2/access_token`. */
  path: string;
  /** Of the query and the form, secrets cut to their first four characters. */
  query: Readonly<Record<string, string>>;
  form: Readonly<Record<string, string>>;
  /** Undefined until the answer has gone out. */
  status: number | undefined;
}

const KEPT = 500;
const SECRETS = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'csrf',
  'password',
  'refresh_token',
  'request',
  'token',
]);

export interface RequestLog {
  entries: readonly ReceivedRequest[];
  middleware: RequestHandler;
}

export function createRequestLog(): RequestLog {
  const entries: ReceivedRequest[] = [];
  return {
    entries,
    middleware(req, res, next) {
      const entry = describe(req);
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      res.once('finish', () => {
        const body: unknown = req.body;
        entry.form = mask(typeof body === 'string' ? body : '');
        entry.status = res.statusCode;
      });
      next();
    },
  };
}

function describe(req: Request): ReceivedRequest {
  const { method, path } = req;
  return { method, path, query: mask(queryText(req)), form: {}, status: undefined };
}

function mask(text: string): Record<string, string> {
  const pairs = [...new URLSearchParams(text)];
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, SECRETS.has(name) ? `${value.slice(0, 4)}…` : value]),
  );
}
