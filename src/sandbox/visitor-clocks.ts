/** A clock for each visitor, where strangers share the sandbox: what is issued to one ages by nobody else's. */
import type { CreateStore } from '../storage/storage.ts';
import { emptyStore, update } from '../storage/store.ts';
import { type Clock, LATEST, parseDuration } from './clock.ts';
import { randomId } from './secrets.ts';

/** What time it is for a visitor. */
export interface Reading {
  /** Milliseconds since 1970. */
  now: number;
  isFrozen: boolean;
  /** None: this visitor has moved no clock, and goes by the one of the sandbox. */
  clockId?: string;
  /** What was issued before this clock began has ended. */
  isAnew: boolean;
}

export interface VisitorClocks {
  /** @param visitor Nobody: the one clock of the sandbox. */
  read(visitor: string | undefined): Promise<Reading>;
  /** @throws {RangeError} Not a duration, or one that leads beyond the year 9999. */
  advance(visitor: string, duration: string): Promise<void>;
  /** @throws {RangeError} It has stood still for too long already. */
  freeze(visitor: string): Promise<void>;
  run(visitor: string): Promise<void>;
  /**
   * Back to the time of day, or forgotten. Time never goes back for what was issued to the visitor: where their
   * clock was moved, all of that ends.
   */
  reset(visitor: string): Promise<void>;
  /** Of a sandbox that has forgotten all that it issued. */
  clear(): Promise<void>;
}

/** So long a clock stands still altogether: whatever ages by it is kept for so much longer. */
export const LONGEST_FREEZE_SECONDS = 3600;
const LONGEST_FREEZE_MS = LONGEST_FREEZE_SECONDS * 1000;
/** As many as there are tokens. */
const BOUNDS = { capacity: 50_000, leaseAwaits: 'changes' } as const;

interface VisitorClock {
  /** What is issued by it names it, and ends with it. */
  id: string;
  /** By the clock of the sandbox. */
  begunAt: number;
  isAnew: boolean;
  aheadMs: number;
  stoodMs: number;
  /** By the clock of the sandbox; absent while it runs. */
  standsSince?: number;
}

/**
 * @param clock The one of the sandbox, on which each of the others rests.
 * @param lifeSeconds From its beginning, however often it is moved: no shorter than anything lives that is
 *   issued, so that nothing lives again once the clock by which it had expired is gone. Default: for good.
 */
export function createVisitorClocks(
  createStore: CreateStore,
  clock: Clock,
  lifeSeconds?: number,
): VisitorClocks {
  const clocks = createStore<VisitorClock>('visitor-clocks', clock, BOUNDS);
  const begin = (isAnew: boolean): VisitorClock => ({
    id: randomId(),
    begunAt: clock.now(),
    isAnew,
    aheadMs: 0,
    stoodMs: 0,
  });
  const stoodBy = ({ stoodMs, standsSince = clock.now() }: VisitorClock) =>
    Math.min(stoodMs + clock.now() - standsSince, LONGEST_FREEZE_MS);
  const timeBy = (one: VisitorClock) => clock.now() + one.aheadMs - stoodBy(one);

  async function turn(visitor: string, how: (one: VisitorClock) => VisitorClock): Promise<void> {
    const { begunAt } = (await clocks.get(visitor)) ?? begin(false);
    const left = lifeSeconds && Math.max(1, lifeSeconds - (clock.now() - begunAt) / 1000);
    await update(clocks, visitor, (one = begin(false)) => how(one), left);
  }

  return {
    async read(visitor) {
      const one = visitor === undefined ? undefined : await clocks.get(visitor);
      if (!one) return { now: clock.now(), isFrozen: clock.isFrozen, isAnew: false };
      const isFrozen = one.standsSince !== undefined && stoodBy(one) < LONGEST_FREEZE_MS;
      return { now: timeBy(one), isFrozen, clockId: one.id, isAnew: one.isAnew };
    },
    advance(visitor, duration) {
      return turn(visitor, (one) => {
        const milliseconds = parseDuration(duration);
        if (timeBy(one) + milliseconds <= LATEST)
          return { ...one, aheadMs: one.aheadMs + milliseconds };
        throw new RangeError(`"${duration}" is too long: it leads beyond the year 9999.`);
      });
    },
    freeze(visitor) {
      return turn(visitor, (one) => {
        if (stoodBy(one) < LONGEST_FREEZE_MS) return { standsSince: clock.now(), ...one };
        throw new RangeError('This clock has stood still for an hour, and does so no longer.');
      });
    },
    run(visitor) {
      return turn(visitor, ({ standsSince, ...one }) => ({
        ...one,
        stoodMs: stoodBy(standsSince === undefined ? one : { ...one, standsSince }),
      }));
    },
    async reset(visitor) {
      await update(clocks, visitor, (one) => one && begin(true), lifeSeconds);
    },
    clear: () => emptyStore(clocks),
  };
}
