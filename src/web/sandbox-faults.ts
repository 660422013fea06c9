/** Faults of the sandbox on demand: for whoever wants to see what a client has to cope with, and for nobody else. */
import { Router } from 'express';
import type { CookieOptions, Request } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors.ts';
import { currentVisitor, visitorMark } from '../grants/visitor.ts';
import { parseParameters } from '../oauth/parameters.ts';

/** What one era of the sandbox lets be set. */
export interface FaultSwitch {
  readonly active: readonly ActiveFault[];
  /** @throws {RangeError} The fault makes no sense there: the message says what does. */
  set(order: FaultOrder): unknown;
  clear(which: { readonly visitor: string }): number;
}

interface ActiveFault {
  readonly fault: string;
  readonly endpoint: string;
  /** How many requests it still strikes; `null`: every one. */
  readonly remaining: number | null;
  readonly visitor?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

interface FaultOrder {
  readonly fault: FaultName;
  readonly endpoint: string;
  readonly visitor: string;
  readonly times?: number;
  readonly [parameter: string]: string | number | undefined;
}

type FaultName = (typeof KINDS)[number]['fault'];

/** As docs/sandbox.md describes them, with the parameters that show most. */
export const KINDS = [
  { id: 'slow', label: 'Slow: the true answer after 3 seconds', fault: 'slow', ms: 3_000 },
  { id: 'hang', label: 'Hang: no answer at all', fault: 'hang' },
  { id: 'reset', label: 'Reset: the connection is cut before the answer', fault: 'reset' },
  { id: 'truncated', label: 'Truncated: cut in the middle of the body', fault: 'truncated' },
  {
    id: '429-wait',
    label: '429 Too Many Requests, Retry-After: 30',
    fault: 'status',
    status: 429,
    retryAfter: 30,
  },
  { id: '429', label: '429 without Retry-After', fault: 'status', status: 429 },
  { id: '500', label: '500 Internal Server Error', fault: 'status', status: 500 },
  { id: '503', label: '503 Service Unavailable', fault: 'status', status: 503 },
  { id: 'html', label: 'A page of HTML, with status 200', fault: 'html' },
  { id: 'malformed-json', label: 'Broken JSON', fault: 'malformed-json' },
  { id: 'empty', label: 'An empty body', fault: 'empty' },
  { id: 'huge', label: 'An answer of 50 MB', fault: 'huge' },
  { id: 'redirect', label: 'A redirect to another address (307)', fault: 'redirect' },
  { id: 'expired-token', label: 'An expired token', fault: 'expired-token' },
  { id: 'long-token', label: 'Tokens of 3,000 characters', fault: 'long-token' },
  { id: 'missing-field', label: 'access_token missing in the answer', fault: 'missing-field' },
] as const;

export const ENDPOINTS = [
  { id: 'token', label: 'the token endpoint' },
  { id: 'api', label: 'the API' },
  { id: 'authorize', label: 'the authorization endpoint' },
] as const;

const MOST_TIMES = 20;

/** The browser's own requests to the sandbox carry the mark in it; those of our server, in a header. */
export const VISITOR_COOKIE = 'sandbox-visitor';

export function visitorCookie(isHttps: boolean): CookieOptions {
  return { path: '/sandbox', httpOnly: true, sameSite: 'lax', secure: isHttps };
}

export function createFaultsRouter(
  switches: ReadonlyMap<string, FaultSwitch>,
  isHttps: boolean,
): Router {
  const router = Router();

  router.post('/', (req, res) => {
    const form = parseParameters(req.body);
    const faults = switches.get(form.get('era') ?? '');
    const kind = KINDS.find(({ id }) => id === form.get('fault'));
    const endpoint = ENDPOINTS.find(({ id }) => id === form.get('endpoint'));
    if (!faults) throw notOneOf('era', [...switches.keys()]);
    if (!kind)
      throw notOneOf(
        'fault',
        [...KINDS].map(({ id }) => id),
      );
    if (!endpoint)
      throw notOneOf(
        'endpoint',
        [...ENDPOINTS].map(({ id }) => id),
      );
    const visitor = requireMark(req);
    const { id: _id, label: _label, ...order } = kind;
    setFault(faults, { ...order, endpoint: endpoint.id, visitor, times: readTimes(form) });
    res.cookie(VISITOR_COOKIE, visitor, visitorCookie(isHttps));
    res.redirect(303, '/sandbox#faults');
  });

  router.post('/clear', (req, res) => {
    const visitor = requireMark(req);
    for (const faults of switches.values()) faults.clear({ visitor });
    res.redirect(303, '/sandbox#faults');
  });

  router.get(['/', '/clear'], () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

/** What this visitor has set, ready to print. */
export function showFaults(req: Request, switches: ReadonlyMap<string, FaultSwitch>) {
  const mark = visitorMark(currentVisitor(req));
  if (mark === undefined) return [];
  return [...switches].flatMap(([era, { active }]) =>
    active
      .filter(({ visitor }) => visitor === mark)
      .map((fault) => ({
        era,
        label: KINDS.find((kind) => isOfKind(fault, kind))?.label ?? fault.fault,
        endpoint: ENDPOINTS.find(({ id }) => id === fault.endpoint)?.label ?? fault.endpoint,
        remaining: fault.remaining,
      })),
  );
}

function isOfKind({ fault, parameters }: ActiveFault, kind: (typeof KINDS)[number]): boolean {
  const { id: _id, label: _label, fault: name, ...own } = kind;
  const isStatus = fault === 'status';
  return (
    fault === name &&
    Object.entries(own).every(([key, value]) => parameters[key] === value) &&
    (!isStatus || 'retryAfter' in own === 'retryAfter' in parameters)
  );
}

function setFault(faults: FaultSwitch, order: FaultOrder): void {
  try {
    faults.set(order);
  } catch (error) {
    throw error instanceof RangeError ? new InvalidRequestError(error.message) : error;
  }
}

function readTimes(form: ReadonlyMap<string, string>): number {
  const times = Number(form.get('times') ?? '1');
  if (Number.isInteger(times) && times >= 1 && times <= MOST_TIMES) return times;
  throw new InvalidRequestError(`times must be a whole number from 1 to ${MOST_TIMES}.`);
}

function requireMark(req: Request): string {
  const mark = visitorMark(currentVisitor(req));
  if (mark === undefined) throw new InvalidRequestError('Run a grant first.');
  return mark;
}

function notOneOf(field: string, values: readonly string[]): InvalidRequestError {
  return new InvalidRequestError(`${field} must be one of: ${values.join(', ')}.`);
}
