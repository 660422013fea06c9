/** Reads what a test asks for, strictly: a fault that never applies would prove nothing. */
import { randomId } from '../secrets.ts';
import type { FaultKind, Parameter } from './fault-kind.ts';
import type { Endpoint, Fault, FaultOrder, ParameterName, ParameterValue } from './fault.ts';
import { endpointsHit, isPath, namedEndpoints } from './target.ts';

const COMMON = new Set(['fault', 'endpoint', 'times', 'visitor']);

/** @throws {RangeError} With the field, what it holds, and what it may hold. */
export function createFault(
  order: FaultOrder,
  kinds: readonly FaultKind[],
  isVisitorNeeded = false,
): Fault {
  const kind = kinds.find(({ name }) => name === order.fault);
  if (!kind) refuse('fault', order.fault, `one of ${kinds.map(({ name }) => name).join(', ')}`);
  checkEndpoint(kind, order.endpoint);
  const { endpoint, times, visitor } = order;
  if (times !== undefined && !(Number.isInteger(times) && times >= 1 && times <= 1_000_000)) {
    refuse('times', times, 'a whole number from 1 on, or absent: until cleared');
  }
  if (visitor === undefined ? isVisitorNeeded : !isShortText(visitor)) {
    refuse('visitor', visitor, 'whose requests are meant, in at most 200 characters');
  }
  if (kind.isOfPreflights && visitor !== undefined) {
    refuse('visitor', visitor, 'absent: a preflight carries nothing that says whose it is');
  }
  return {
    id: randomId().slice(0, 12),
    fault: kind.name,
    endpoint,
    remaining: times ?? null,
    ...(visitor === undefined ? {} : { visitor }),
    parameters: readParameters(kind, order),
  };
}

function checkEndpoint({ name, endpoints = namedEndpoints }: FaultKind, endpoint: unknown): void {
  const lead = endpoints === namedEndpoints ? 'such as /2.0/user' : 'that leads there';
  const words = `for ${name} one of ${endpoints.join(', ')}, or a path ${lead}`;
  if (typeof endpoint !== 'string' || !isAim(endpoint)) refuse('endpoint', endpoint, words);
  // The sandbox's own pages stay whole.
  if (/^\/_sandbox(?:\/|$)/i.test(endpoint)) refuse('endpoint', endpoint, words);
  const hit = endpointsHit(endpoint);
  const isAnywhere = endpoints === namedEndpoints && isPath(endpoint);
  if (!isAnywhere && !endpoints.some((one) => hit.includes(one))) {
    refuse('endpoint', endpoint, words);
  }
}

/** A name, or a path as it stands in a request line, without a query. */
function isAim(endpoint: string): boolean {
  return !isPath(endpoint) || /^\/[\x21\x22\x24-\x3e\x40-\x7e]{0,500}$/.test(endpoint);
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
  for (const [name, parameter] of known) {
    const { fits, words } = parameter;
    const value = given.get(name) ?? fallbackOf(parameter, endpointsHit(order.endpoint));
    const isMissing = value === undefined && parameter.fallback !== undefined;
    if (isMissing || (value !== undefined && !fits(value))) refuse(name, value, words);
    if (value !== undefined) Object.assign(read, { [name]: value });
  }
  return read;
}

/** There is none where it would never fit. */
function fallbackOf({ fallback, fallbackAt }: Parameter, hit: readonly Endpoint[]) {
  return fallbackAt === undefined || fallbackAt.some((one) => hit.includes(one))
    ? fallback
    : undefined;
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 200;
}

function refuse(field: string, value: unknown, words: string): never {
  throw new RangeError(`${field} is ${nameOf(value)}; it must be ${words}.`);
}

/** What is in a list or an object is not looked at: brackets may be too deep to be written out again. */
function nameOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
