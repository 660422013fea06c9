/** The faults that are set in this process, by a test or over the control API. */
import type { Clock } from '../clock.ts';
import { createFault } from './create-fault.ts';
import type { FaultKind } from './fault-kind.ts';
import {
  type Aimed,
  type Entry,
  isOf,
  settled,
  consume,
  thoseFor,
  waiting,
  withFault,
  withoutEnded,
} from './fault-list.ts';
import type { Fault, Faults } from './fault.ts';

export interface FaultBook extends Faults {
  /** Is there none at all? Then nobody needs to find out whose request it is. */
  readonly isEmpty: boolean;
  /** The fault that applies to this request, which counts as used. */
  take(request: Aimed): ActiveFault | undefined;
  /** Each ends the connection of a request that a fault, whosever, holds back or is about to change. */
  readonly inFlight: Set<() => void>;
}

export interface ActiveFault {
  readonly fault: Fault;
  readonly kind: FaultKind;
  /** @param isApplied False: it found nothing to change, and waits for the next request. */
  readonly end: (isApplied: boolean) => void | Promise<void>;
}

const MOST = 5_000;

export function createFaults(kinds: readonly FaultKind[], clock: Clock): FaultBook {
  let entries: readonly Entry[] = [];
  const living = () => {
    if (entries.length > 0) entries = withoutEnded(entries, clock.now());
    return entries;
  };
  return {
    inFlight: new Set(),
    get active() {
      return waiting(living()).map(({ fault }) => fault);
    },
    get isEmpty() {
      return waiting(living()).length === 0;
    },
    set(order) {
      const fault = createFault(order, kinds);
      const next = withFault(living(), fault, clock.now());
      if (next.length > MOST) {
        throw new RangeError(`${MOST} faults are set, and no more fit: clear some first.`);
      }
      entries = next;
      return fault;
    },
    clear({ id, visitor } = {}) {
      const isMeant = (entry: Entry) =>
        (id === undefined || entry.fault.id === id) &&
        (visitor === undefined || isOf(visitor)(entry));
      const meant = waiting(living()).filter(isMeant);
      entries = entries.filter((entry) => !isMeant(entry));
      return meant.length;
    },
    take(request) {
      const [found] = thoseFor(living(), kinds, request);
      if (!found) return undefined;
      const { id } = found.fault;
      entries = consume(entries, id) ?? entries;
      return {
        ...found,
        end: (isApplied) => void (entries = settled(entries, id, isApplied)),
      };
    },
  };
}
