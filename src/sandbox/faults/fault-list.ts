/** The faults that are set, the oldest first, and what may happen to them. Where they are kept is another's business. */
import type { FaultKind } from './fault-kind.ts';
import type { Fault } from './fault.ts';
import { type Target, isHit } from './target.ts';

export interface Entry {
  readonly fault: Fault;
  /** Milliseconds since 1970. Absent: only once it is cleared. */
  readonly endsAt?: number;
  /** Requests for which it is not certain yet that it applied. */
  readonly underway: number;
}

/** What a fault may apply to. */
export interface Aimed extends Target {
  readonly visitor: string | undefined;
  readonly isPreflight?: boolean;
}

/** A fault of one visitor ends by itself. R30 */
export const VISITOR_SECONDS = 600;
/** So many at once: a visitor who sets more loses the oldest of their own. */
const MOST_OF_ONE = 20;

export function withoutEnded(entries: readonly Entry[], now: number): readonly Entry[] {
  return entries.filter(({ endsAt = Infinity }) => now < endsAt);
}

/** Those that may still apply. */
export function waiting(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ fault }) => fault.remaining !== 0);
}

export function isOf(visitor: string) {
  return ({ fault }: Entry): boolean => fault.visitor === visitor;
}

export function withFault(entries: readonly Entry[], fault: Fault, now: number): readonly Entry[] {
  const { visitor } = fault;
  if (visitor === undefined) return [...entries, { fault, underway: 0 }];
  const own = waiting(entries).filter(isOf(visitor));
  const surplus = new Set(own.slice(0, Math.max(0, own.length + 1 - MOST_OF_ONE)));
  const endsAt = now + VISITOR_SECONDS * 1000;
  return [...entries.filter((entry) => !surplus.has(entry)), { fault, endsAt, underway: 0 }];
}

/** Those that fit this request: the first of them applies. */
export function thoseFor(
  entries: readonly Entry[],
  kinds: readonly FaultKind[],
  request: Aimed,
): { fault: Fault; kind: FaultKind }[] {
  return waiting(entries).flatMap(({ fault }) => {
    const kind = kinds.find(({ name }) => name === fault.fault);
    return kind && isFor(fault, kind, request) ? [{ fault, kind }] : [];
  });
}

function isFor(fault: Fault, kind: FaultKind, request: Aimed): boolean {
  // A fault of a visitor applies to nobody else. R30
  if (fault.visitor !== undefined && fault.visitor !== request.visitor) return false;
  if ((kind.isOfPreflights ?? false) !== (request.isPreflight ?? false)) return false;
  // Below a path may lie an endpoint where this kind means nothing.
  if (kind.endpoints && !kind.endpoints.some((one) => one === request.endpoint)) return false;
  return isHit(request, fault.endpoint);
}

/** It is used once. @returns Nothing, where others have used it up. */
export function consume(entries: readonly Entry[], id: string): readonly Entry[] | undefined {
  const entry = waiting(entries).find(({ fault }) => fault.id === id);
  return entry && replaced(entries, entry, { ...count(entry, -1), underway: entry.underway + 1 });
}

/** @param isApplied False: it found nothing to change, and waits for the next request. */
export function settled(
  entries: readonly Entry[],
  id: string,
  isApplied: boolean,
): readonly Entry[] {
  const entry = entries.find(({ fault }) => fault.id === id);
  if (!entry) return entries;
  const over = { ...(isApplied ? entry : count(entry, 1)), underway: entry.underway - 1 };
  return replaced(entries, entry, over).filter(
    ({ fault, underway }) => fault.remaining !== 0 || underway > 0,
  );
}

function count(entry: Entry, by: 1 | -1): Entry {
  const { remaining } = entry.fault;
  return remaining === null
    ? entry
    : { ...entry, fault: { ...entry.fault, remaining: remaining + by } };
}

function replaced(entries: readonly Entry[], entry: Entry, by: Entry): readonly Entry[] {
  return entries.map((one) => (one === entry ? by : one));
}
