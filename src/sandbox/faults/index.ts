/** The faults that are set, and the registry of their kinds: the one place that lists them. */
import type { Clock } from '../clock.ts';
import { createFault } from './create-fault.ts';
import type { FaultKind } from './fault-kind.ts';
import type { Endpoint, Fault, Faults } from './fault.ts';
import { empty } from './kinds/empty.ts';
import { expiredToken } from './kinds/expired-token.ts';
import { hang } from './kinds/hang.ts';
import { html } from './kinds/html.ts';
import { huge } from './kinds/huge.ts';
import { longToken } from './kinds/long-token.ts';
import { malformedJson } from './kinds/malformed-json.ts';
import { missingField } from './kinds/missing-field.ts';
import { redirect } from './kinds/redirect.ts';
import { reset } from './kinds/reset.ts';
import { slow } from './kinds/slow.ts';
import { status } from './kinds/status.ts';
import { truncated } from './kinds/truncated.ts';

export const faultKinds: readonly FaultKind[] = [
  slow,
  hang,
  reset,
  status,
  html,
  malformedJson,
  empty,
  truncated,
  huge,
  redirect,
  expiredToken,
  longToken,
  missingField,
];

export interface FaultBook extends Faults {
  /** Is there any at all? Else nobody needs to find out whose request it is. */
  readonly isEmpty: boolean;
  /** The fault that strikes this request, which counts as struck. */
  take(request: {
    endpoint: Endpoint;
    path: string;
    visitor: string | undefined;
  }): Fault | undefined;
}

/** A fault of one visitor ends by itself. R30 */
const VISITOR_MS = 600_000;
/** So many at once: a visitor who sets more loses the oldest of their own. */
const MOST_OF_ONE = 20;
const MOST = 5_000;

interface Entry {
  fault: Fault;
  endsAt: number;
}

/** @param stopwatch A clock that no visitor can move. */
export function createFaults(stopwatch: Clock, isVisitorNeeded: boolean): FaultBook {
  let entries: Entry[] = [];
  const living = () => {
    if (entries.length > 0) entries = entries.filter(({ endsAt }) => stopwatch.now() < endsAt);
    return entries;
  };
  return {
    get active() {
      return living().map(({ fault }) => fault);
    },
    get isEmpty() {
      return living().length === 0;
    },
    set(order) {
      const fault = createFault(order, faultKinds, isVisitorNeeded);
      const endsAt = fault.visitor === undefined ? Infinity : stopwatch.now() + VISITOR_MS;
      const own = living().filter((entry) => entry.fault.visitor === fault.visitor);
      const surplus = new Set(own.slice(0, Math.max(0, own.length + 1 - MOST_OF_ONE)));
      const others = entries.filter((entry) => !surplus.has(entry));
      entries = [...others, { fault, endsAt }].slice(-MOST);
      return fault;
    },
    clear({ id, visitor } = {}) {
      const isMeant = ({ fault }: Entry) =>
        (id === undefined || fault.id === id) &&
        (visitor === undefined || fault.visitor === visitor);
      const before = living().length;
      entries = entries.filter((entry) => !isMeant(entry));
      return before - entries.length;
    },
    take(request) {
      const entry = living().find(({ fault }) => isFor(fault, request));
      if (!entry) return undefined;
      const { remaining } = entry.fault;
      if (remaining !== null) entry.fault = { ...entry.fault, remaining: remaining - 1 };
      entries = entries.filter(({ fault }) => fault.remaining !== 0);
      return entry.fault;
    },
  };
}

function isFor(fault: Fault, request: Parameters<FaultBook['take']>[0]): boolean {
  // A fault of a visitor strikes nobody else. R30
  if (fault.visitor !== undefined && fault.visitor !== request.visitor) return false;
  if (fault.endpoint.startsWith('/')) return request.path.startsWith(fault.endpoint);
  return fault.endpoint === request.endpoint;
}
