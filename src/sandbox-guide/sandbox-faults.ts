/** Faults of the sandbox on demand: for whoever wants to see what a client has to cope with, and for nobody else. */
import { Router } from 'express';
import type { Request } from 'express';
import { InvalidRequestError, MethodNotAllowedError } from '../errors/errors.ts';
import { currentVisitor, setVisitorCookie, requireMark, visitorMark } from '../runs/visitor.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { KINDS } from '../mistakes/fault-choices.ts';
import type { FaultKind } from '../mistakes/fault-choices.ts';
import type { FaultOrder } from '../mistakes/sandbox-controls.ts';
import { redirectTo } from '../http/redirect-to.ts';

/** What a fault may apply to. */
export const ENDPOINTS = [
  { id: 'token', label: 'the token endpoint' },
  { id: 'api', label: 'the API' },
  { id: 'authorize', label: 'the authorization endpoint' },
] as const;

/** What one era of the sandbox lets be set. */
export interface FaultSwitch {
  list(visitor: string): Promise<readonly ActiveFault[]>;
  /** @throws {RangeError} The fault makes no sense there: the message says what does. */
  set(order: FaultOrder): Promise<unknown>;
  clear(which: { readonly visitor: string }): Promise<void>;
}

interface ActiveFault {
  readonly fault: string;
  readonly endpoint: string;
  /** How many requests it still applies to; `null`: every one. */
  readonly remaining: number | null;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const MOST_TIMES = 20;

export function createFaultsRouter(switches: ReadonlyMap<string, FaultSwitch>): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const form = parseParameters(req.body);
    const eras = [...switches].map(([id, faults]) => ({ id, faults }));
    const { faults } = choose(form, 'era', eras);
    const { order } = choose<FaultKind>(form, 'fault', KINDS);
    const endpoint = choose(form, 'endpoint', ENDPOINTS).id;
    const visitor = requireMark(req);
    await setFault(faults, { ...order, endpoint, visitor, times: readTimes(form) });
    setVisitorCookie(req);
    redirectTo(res, 303, '/sandbox#faults');
  });

  router.post('/clear', async (req, res) => {
    const visitor = requireMark(req);
    await Promise.all([...switches.values()].map((faults) => faults.clear({ visitor })));
    redirectTo(res, 303, '/sandbox#faults');
  });

  router.get(['/', '/clear'], () => {
    throw new MethodNotAllowedError('POST');
  });
  return router;
}

/** What this visitor has set, ready to print. */
export async function showFaults(req: Request, switches: ReadonlyMap<string, FaultSwitch>) {
  const mark = visitorMark(currentVisitor(req));
  if (mark === undefined) return [];
  const ofEras = [...switches].map(async ([era, faults]) =>
    (await faults.list(mark)).map((fault) => ({
      era,
      label: KINDS.find((kind) => isOfKind(fault, kind))?.label ?? fault.fault,
      endpoint: ENDPOINTS.find(({ id }) => id === fault.endpoint)?.label ?? fault.endpoint,
      remaining: fault.remaining,
    })),
  );
  return (await Promise.all(ofEras)).flat();
}

/** A 429 with Retry-After is another kind than one without. */
function isOfKind({ fault, parameters }: ActiveFault, { order }: FaultKind): boolean {
  const { fault: name, ...own } = order;
  const isAsOrdered = Object.entries(own).every(([key, value]) => parameters[key] === value);
  return fault === name && isAsOrdered && 'retryAfter' in own === 'retryAfter' in parameters;
}

async function setFault(faults: FaultSwitch, order: FaultOrder): Promise<void> {
  try {
    await faults.set(order);
  } catch (error) {
    throw error instanceof RangeError ? new InvalidRequestError(error.message) : error;
  }
}

function readTimes(form: ReadonlyMap<string, string>): number {
  const times = Number(form.get('times') ?? '1');
  if (Number.isInteger(times) && times >= 1 && times <= MOST_TIMES) return times;
  throw new InvalidRequestError(`times must be a whole number from 1 to ${MOST_TIMES}.`);
}

function choose<T extends { readonly id: string }>(
  form: ReadonlyMap<string, string>,
  field: string,
  choices: readonly T[],
): T {
  const chosen = choices.find(({ id }) => id === form.get(field));
  if (chosen) return chosen;
  const ids = choices.map(({ id }) => id).join(', ');
  throw new InvalidRequestError(`${field} must be one of: ${ids}.`);
}
