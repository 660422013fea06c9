/**
 * The faults that visitors have set, where strangers share the sandbox: kept where all is kept, so that each of
 * several processes knows them, and of two requests at once the last applies to one. R30
 */
import type { CreateStore } from '../../storage/storage.ts';
import { StorageError } from '../../storage/storage-error.ts';
import { type StoreClock, emptyStore, update } from '../../storage/store.ts';
import { createFault } from './create-fault.ts';
import type { ActiveFault } from './fault-book.ts';
import {
  type Aimed,
  type Entry,
  VISITOR_SECONDS,
  settled,
  consume,
  thoseFor,
  waiting,
  withFault,
  withoutEnded,
} from './fault-list.ts';
import type { Fault, FaultOrder } from './fault.ts';
import { faultKinds } from './index.ts';

export interface VisitorFaults {
  /** Those of a visitor, the oldest first. */
  list(visitor: string): Promise<readonly Fault[]>;
  /** @throws {RangeError} Not a fault, or not like this: the message says what is wrong. */
  set(order: FaultOrder & { visitor: string }): Promise<Fault>;
  /** One, by its id, or all of a visitor. */
  clear(which: { visitor: string; id?: string }): Promise<void>;
  /** Of everybody. */
  clearAll(): Promise<void>;
  /** The fault that applies to this request, which counts as used. */
  take(request: Aimed): Promise<ActiveFault | undefined>;
}

/** In faults: of all visitors together. */
const BOUNDS = {
  leaseAwaits: 'changes',
  capacity: 5_000,
  size: { largestTotal: 5_000, of: (entries: readonly Entry[]) => entries.length },
} as const;

/** @param clock One that no visitor can move. */
export function createVisitorFaults(createStore: CreateStore, clock: StoreClock): VisitorFaults {
  const store = createStore<readonly Entry[]>('visitor-faults', clock, BOUNDS);
  const living = (entries: readonly Entry[] = []) => withoutEnded(entries, clock.now());
  const change = (
    visitor: string,
    how: (entries: readonly Entry[]) => readonly Entry[] | undefined,
  ) => update(store, visitor, (entries) => entries && how(living(entries)), VISITOR_SECONDS);

  return {
    list: async (visitor) => waiting(living(await store.get(visitor))).map(({ fault }) => fault),
    async set(order) {
      const fault = createFault(order, faultKinds, true);
      const add = (entries?: readonly Entry[]) => withFault(living(entries), fault, clock.now());
      await update(store, order.visitor, add, VISITOR_SECONDS);
      return fault;
    },
    async clear({ visitor, id }) {
      if (id === undefined) await store.take(visitor);
      else await change(visitor, (entries) => entries.filter(({ fault }) => fault.id !== id));
    },
    clearAll: () => emptyStore(store),
    async take(request) {
      const { visitor } = request;
      if (visitor === undefined) return undefined;
      for (const found of thoseFor(living(await store.get(visitor)), faultKinds, request)) {
        const { id } = found.fault;
        // In one step: another process may have used it up since it was read.
        if (!(await change(visitor, (entries) => consume(entries, id)))) continue;
        const end = async (isApplied: boolean) => {
          await change(visitor, (entries) => settled(entries, id, isApplied)).catch(unlessAway);
        };
        return { ...found, end };
      }
      return undefined;
    },
  };
}

/** What cannot be written down any more ends by itself. */
function unlessAway(error: unknown): void {
  if (!(error instanceof StorageError)) throw error;
}
