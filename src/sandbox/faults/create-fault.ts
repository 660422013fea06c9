/** Reads what a test asks for, strictly: a fault that never strikes would prove nothing. */
import { randomId } from '../secrets.ts';
import type { FaultKind } from './fault-kind.ts';
import type { Fault, FaultOrder, ParameterName, ParameterValue } from './fault.ts';

const ENDPOINTS = ['authorize', 'token', 'api'];
const COMMON = new Set(['fault', 'endpoint', 'times', 'visitor']);

/** @throws {RangeError} With the field, what it holds, and what it may hold. */
export function createFault(
  order: FaultOrder,
  kinds: readonly FaultKind[],
  isVisitorNeeded: boolean,
): Fault {
  const kind = kinds.find(({ name }) => name === order.fault);
  if (!kind) refuse('fault', order.fault, `one of ${kinds.map(({ name }) => name).join(', ')}`);
  checkEndpoint(kind, order.endpoint);
  const { times, visitor } = order;
  if (times !== undefined && !(Number.isInteger(times) && times >= 1 && times <= 1_000_000)) {
    refuse('times', times, 'a whole number from 1 on, or absent: until cleared');
  }
  if (visitor === undefined ? isVisitorNeeded : !isShortText(visitor)) {
    refuse('visitor', visitor, 'whose requests are meant, in at most 200 characters');
  }
  return {
    id: randomId().slice(0, 12),
    fault: kind.name,
    endpoint: order.endpoint,
    remaining: times ?? null,
    ...(visitor === undefined ? {} : { visitor }),
    parameters: readParameters(kind, order),
  };
}

function checkEndpoint({ name, endpoints }: FaultKind, endpoint: unknown): void {
  const possible = endpoints ?? ENDPOINTS;
  const isPath = typeof endpoint === 'string' && /^\/[\x21-\x7e]{0,500}$/.test(endpoint);
  if (isPath && !endpoint.startsWith('/_sandbox')) return;
  if (possible.some((one) => one === endpoint)) return;
  refuse(
    'endpoint',
    endpoint,
    `for ${name} one of ${possible.join(', ')}, or a path such as /2.0/user`,
  );
}

function readParameters(kind: FaultKind, order: FaultOrder): Fault['parameters'] {
  const known = new Map(Object.entries(kind.parameters ?? {}));
  const strange = Object.keys(order).find((name) => !COMMON.has(name) && !known.has(name));
  if (strange !== undefined) {
    const possible = [...known.keys()].join(', ') || 'no field of its own';
    throw new RangeError(`${kind.name} does not know the field ${strange}; it takes ${possible}.`);
  }
  const given = new Map<string, unknown>(Object.entries(order));
  const read: Partial<Record<ParameterName, ParameterValue>> = {};
  for (const [name, { fallback, fits, words }] of known) {
    const value = given.get(name) ?? fallback;
    if (value === undefined) continue;
    if (!fits(value)) refuse(name, value, words);
    Object.assign(read, { [name]: value });
  }
  return read;
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

function refuse(field: string, value: unknown, words: string): never {
  const shown = value === undefined ? 'absent' : JSON.stringify(value)?.slice(0, 60);
  throw new RangeError(`${field} is ${shown}; it must be ${words}.`);
}
