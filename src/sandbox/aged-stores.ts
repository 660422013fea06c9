/** Stores in which a value ages by the clock of the visitor whom it names, whoever asks for it. */
import type { Bounds } from '../storage/memory-store.ts';
import type { CreateStore } from '../storage/storage.ts';
import { type Store, type StoreClock, isNearlyWhole } from '../storage/store.ts';
import { MOST_STOOD_SECONDS, type Reading, type VisitorClocks } from './visitor-clocks.ts';

/** Written beside the value: it alone decides, and not how long the store below keeps it. */
interface Stamp {
  /** By the clock of its visitor. */
  readonly expiresAt: number | undefined;
  /** The clock that its visitor had when it was issued. */
  readonly clockId: string | undefined;
}

export function ageByVisitors(createStore: CreateStore, clocks: VisitorClocks): CreateStore {
  return <T extends object>(name: string, clock: StoreClock, bounds: Bounds<T>) =>
    createAgedStore<T>(createStore<T & Stamp>(name, clock, bounds), clocks);
}

function createAgedStore<T extends object>(
  store: Store<T & Stamp>,
  clocks: VisitorClocks,
): Store<T> {
  const readFor = (value: T) => clocks.read(visitorOf(value));

  async function unlessOver(value: (T & Stamp) | undefined): Promise<T | undefined> {
    return value && isGood(value, await readFor(value)) ? value : undefined;
  }

  return {
    ...store,
    async put(key, value, lifeInSeconds) {
      const stamped = { ...value, ...stamp(await readFor(value), lifeInSeconds) };
      await store.put(key, stamped, lifeBelow(lifeInSeconds));
    },
    get: async (key) => unlessOver(await store.get(key)),
    take: async (key) => unlessOver(await store.take(key)),
    async update(key, change, lifeInSeconds) {
      // Once to see whose it is, and once in the one step.
      const found = await store.get(key);
      const changed = change(await unlessOver(found));
      if (changed === undefined) return undefined;
      const reading = await readFor(changed);
      const isAgain = found !== undefined && changed === found;
      if (isAgain && isNearlyWhole(found.expiresAt, reading.now, lifeInSeconds)) return changed;
      return store.update(
        key,
        (value) => {
          const next = change(value && isGood(value, reading) ? value : undefined);
          return next && { ...next, ...stamp(reading, lifeInSeconds) };
        },
        lifeBelow(lifeInSeconds),
      );
    },
  };
}

function visitorOf(value: object): string | undefined {
  return 'visitor' in value && typeof value.visitor === 'string' ? value.visitor : undefined;
}

function stamp({ now, clockId }: Reading, lifeInSeconds: number | undefined): Stamp {
  return {
    expiresAt: lifeInSeconds === undefined ? undefined : now + lifeInSeconds * 1000,
    clockId,
  };
}

/**
 * What was issued by a clock that is gone is not good any more: it may have expired by it. Nor is what was
 * issued before a visitor's clock began anew.
 */
function isGood({ expiresAt, clockId }: Stamp, reading: Reading): boolean {
  const isOfAnother = clockId !== reading.clockId && (clockId !== undefined || reading.isAnew);
  return !isOfAnother && (expiresAt === undefined || reading.now < expiresAt);
}

/** The clock of a visitor may stand still for a while, and the store's own does not. */
function lifeBelow(lifeInSeconds: number | undefined): number | undefined {
  return lifeInSeconds && lifeInSeconds + MOST_STOOD_SECONDS;
}
