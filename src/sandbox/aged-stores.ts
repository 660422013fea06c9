/** Stores in which a value ages by the clock of the visitor whom it names, whoever asks for it. */
import type { Bounds } from '../storage/memory-store.ts';
import type { CreateStore } from '../storage/storage.ts';
import type { Store, StoreClock } from '../storage/store.ts';
import { LONGEST_FREEZE_SECONDS, type Reading, type VisitorClocks } from './visitor-clocks.ts';

/** Written beside the value: it alone decides, and not how long the store below keeps it. */
interface Stamp {
  /** By the clock of its visitor; `null` for what has no end. */
  readonly expiresAt: number | null;
  /** The clock that its visitor had when it was issued; `null` for none of their own. */
  readonly clockId: string | null;
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
    take: async (key, was) => unlessOver(await store.take(key, asHandedOut(was))),
    async replace(key, was, value, lifeInSeconds) {
      const reading = await readFor(value);
      const before = asHandedOut(was);
      const isAgain = before !== undefined && value === before;
      if (isAgain && isNearlyWhole(before, reading, lifeInSeconds)) return value;
      const stamped = { ...value, ...stamp(reading, lifeInSeconds) };
      const life = lifeBelow(lifeInSeconds);
      const now = await store.replace(key, before, stamped, life);
      if (now ?? before) return now;
      const found = await store.get(key); // what is over is as good as nothing
      return (await unlessOver(found)) ? undefined : store.replace(key, found, stamped, life);
    },
  };
}

/** Whatever this store hands out bears its stamp. */
function asHandedOut<T extends object>(value: T | undefined): (T & Stamp) | undefined {
  const isStamped = (one: T): one is T & Stamp => 'clockId' in one;
  if (value && !isStamped(value)) throw new TypeError('This value was not handed out here.');
  return value;
}

function visitorOf(value: object): string | undefined {
  return 'visitor' in value && typeof value.visitor === 'string' ? value.visitor : undefined;
}

function stamp({ now, clockId }: Reading, lifeInSeconds: number | undefined): Stamp {
  const expiresAt = lifeInSeconds === undefined ? null : now + lifeInSeconds * 1000;
  return { expiresAt, clockId: clockId ?? null };
}

/**
 * What was issued by a clock that is gone is not good any more: it may have expired by it. Nor is what was
 * issued before a visitor's clock began anew.
 */
function isGood({ expiresAt, clockId }: Stamp, reading: Reading): boolean {
  const isOfAnother = clockId !== (reading.clockId ?? null) && (clockId !== null || reading.isAnew);
  return !isOfAnother && (expiresAt === null || reading.now < expiresAt);
}

/**
 * Is there no need to begin this life anew? What is used with each click would be written anew with each: where
 * writing costs something, a life is as good as new for its first sixtieth. Of an idle hour, a minute.
 */
function isNearlyWhole(
  { expiresAt }: Stamp,
  { now }: Reading,
  lifeInSeconds: number | undefined,
): boolean {
  if (expiresAt === null || lifeInSeconds === undefined) return false;
  const left = expiresAt - now;
  return left > lifeInSeconds * 1000 * (59 / 60) && left <= lifeInSeconds * 1000;
}

/** The clock of a visitor may stand still for a while, and the store's own does not. */
function lifeBelow(lifeInSeconds: number | undefined): number | undefined {
  return lifeInSeconds && lifeInSeconds + LONGEST_FREEZE_SECONDS;
}
