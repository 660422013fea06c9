/** The faults that are set, and whose requests they change. */
import type { Clock } from '../clock.ts';
import { createFault } from './create-fault.ts';
import type { FaultKind } from './fault-kind.ts';
import type { Fault, Faults } from './fault.ts';
import { type Target, isHit } from './target.ts';

export interface FaultBook extends Faults {
  /** Is there none at all? Then nobody needs to find out whose request it is. */
  readonly isEmpty: boolean;
  /** The fault that strikes this request, which counts as struck. */
  take(
    request: Target & { visitor: string | undefined; isPreflight?: boolean },
  ): ActiveFault | undefined;
  /** Cuts the connection of every request that a fault holds back or is about to change. */
  cut(): void;
}

export interface ActiveFault {
  fault: Fault;
  kind: FaultKind;
  /** @param cutOff Ends the connection, for `cut`. */
  begin(cutOff: () => void): void;
  /** @param isApplied False: it found nothing to change, and waits for the next request. */
  end(cutOff: () => void, isApplied: boolean): void;
}

/** A fault of one visitor ends by itself. R30 */
const VISITOR_MS = 600_000;
/** So many at once: a visitor who sets more loses the oldest of their own. */
const MOST_OF_ONE = 20;
const MOST = 5_000;

interface Entry {
  fault: Fault;
  kind: FaultKind;
  endsAt: number;
  /** Requests for which it is not certain yet that it struck. */
  underway: number;
}

/** @param clock Where visitors share a sandbox, one that none of them can move. */
export function createFaults(
  kinds: readonly FaultKind[],
  clock: Clock,
  isVisitorNeeded: boolean,
): FaultBook {
  let entries: Entry[] = [];
  const inFlight = new Set<() => void>();
  const living = () => {
    if (entries.length === 0) return entries;
    entries = entries.filter(({ endsAt }) => clock.now() < endsAt);
    return entries.filter(({ fault }) => fault.remaining !== 0);
  };
  const count = (entry: Entry, by: 1 | -1) => {
    const { remaining } = entry.fault;
    if (remaining !== null) entry.fault = { ...entry.fault, remaining: remaining + by };
  };
  return {
    get active() {
      return living().map(({ fault }) => fault);
    },
    get isEmpty() {
      return living().length === 0;
    },
    set(order) {
      const { fault, kind } = createFault(order, kinds, isVisitorNeeded);
      const { visitor } = fault;
      const endsAt = visitor === undefined ? Infinity : clock.now() + VISITOR_MS;
      const own = visitor === undefined ? [] : living().filter(isOf(visitor));
      const surplus = new Set(own.slice(0, Math.max(0, own.length + 1 - MOST_OF_ONE)));
      const others = entries.filter((entry) => !surplus.has(entry));
      if (others.length >= MOST) {
        throw new RangeError(`${MOST} faults are set, and no more fit: clear some first.`);
      }
      entries = [...others, { fault, kind, endsAt, underway: 0 }];
      return fault;
    },
    clear({ id, visitor } = {}) {
      const isMeant = (entry: Entry) =>
        (id === undefined || entry.fault.id === id) &&
        (visitor === undefined || isOf(visitor)(entry));
      const meant = living().filter(isMeant);
      entries = entries.filter((entry) => !isMeant(entry));
      return meant.length;
    },
    take(request) {
      const entry = living().find((one) => isFor(one, request));
      if (!entry) return undefined;
      count(entry, -1);
      entry.underway += 1;
      return {
        fault: entry.fault,
        kind: entry.kind,
        begin: (cutOff) => void inFlight.add(cutOff),
        end(cutOff, isApplied) {
          inFlight.delete(cutOff);
          entry.underway -= 1;
          if (!isApplied) count(entry, 1);
          entries = entries.filter((one) => one.fault.remaining !== 0 || one.underway > 0);
        },
      };
    },
    cut() {
      for (const cutOff of inFlight) cutOff();
    },
  };
}

function isOf(visitor: string) {
  return ({ fault }: Entry): boolean => fault.visitor === visitor;
}

function isFor({ fault, kind }: Entry, request: Parameters<FaultBook['take']>[0]): boolean {
  // A fault of a visitor strikes nobody else. R30
  if (fault.visitor !== undefined && fault.visitor !== request.visitor) return false;
  if ((kind.isOfPreflights ?? false) !== (request.isPreflight ?? false)) return false;
  // Below a path may lie an endpoint where this kind means nothing.
  if (kind.endpoints && !kind.endpoints.some((one) => one === request.endpoint)) return false;
  return isHit(request, fault.endpoint);
}
