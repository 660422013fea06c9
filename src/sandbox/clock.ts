/** The clock of the sandbox: codes, tokens and sessions age by it, and a test moves it. Visitors may have their own: visitor-clocks.ts. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Moves the clock forward: milliseconds, or words such as `2h`, `90 s`, `3 months`, `1 year`.
   *
   * @throws {RangeError} Not a duration, or one that leads beyond the year 9999; the clock stays.
   */
  advance(duration: number | string): void;
  readonly isFrozen: boolean;
  /** Stands still, where it is. */
  freeze(): void;
  /** Runs on from where it stands. */
  run(): void;
  /** Back to how it was made: for a sandbox that has forgotten all that it issued. */
  reset(): void;
}

export interface ClockOptions {
  /** Stands still at this moment (milliseconds since 1970); without it the clock runs on system time. */
  frozenAt?: number;
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  second: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
  month: 30 * 86_400_000, // a month of 30 days: lifetimes need no calendar
  y: 365 * 86_400_000,
  year: 365 * 86_400_000,
};

/** The end of the year 9999, as far as dates are written as everybody reads them. */
export const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** From 1970 to the year 9999. */
export function isMoment(milliseconds: number): boolean {
  return milliseconds > 0 && milliseconds <= LATEST;
}

export function createClock({ frozenAt }: ClockOptions = {}): Clock {
  let offset = 0;
  let standsAt = frozenAt;
  const now = () => (standsAt ?? Date.now()) + offset;
  return {
    now,
    advance(duration) {
      const milliseconds = parseDuration(duration);
      if (now() + milliseconds > LATEST) {
        throw new RangeError(`"${duration}" is too long: it leads beyond the year 9999.`);
      }
      offset += milliseconds;
    },
    get isFrozen() {
      return standsAt !== undefined;
    },
    freeze() {
      standsAt ??= Date.now();
    },
    run() {
      if (standsAt !== undefined) offset += standsAt - Date.now();
      standsAt = undefined;
    },
    reset() {
      offset = 0;
      standsAt = frozenAt;
    },
  };
}

/** @throws {RangeError} Not a duration, or a backward one: what has expired must stay expired. */
export function parseDuration(duration: unknown): number {
  const milliseconds = typeof duration === 'number' ? duration : readWords(String(duration));
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  throw new RangeError(
    `"${String(duration)}" is not a duration; write 5000, "90 s", "2h" or "3 months".`,
  );
}

function readWords(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const singular = unit.toLowerCase().replace(/(?<=..)s$/, '');
  return Number(amount) * (MILLISECONDS[singular] ?? Number.NaN);
}
