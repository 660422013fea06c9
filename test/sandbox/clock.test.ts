import { describe, expect, it } from '@jest/globals';
import { createClock, parseDuration } from '../../src/sandbox/clock.ts';

describe('Clock of the sandbox', () => {
  it('stands still where it is frozen, and moves by what it is told', () => {
    const clock = createClock({ frozenAt: 1_000 });

    clock.advance('2h');

    expect(clock.now()).toBe(7_201_000);
  });

  it('runs on system time where it is not frozen', () => {
    const clock = createClock();
    const before = Date.now();

    clock.advance('1h');

    expect(clock.now()).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(clock.now()).toBeLessThan(before + 3_700_000);
  });

  it('freezes where it is, runs on from there, and goes back to its start', () => {
    const clock = createClock();
    clock.advance('1h');
    clock.freeze();
    const moment = clock.now();
    clock.advance('1h');

    expect(clock.now()).toBe(moment + 3_600_000);
    expect(clock.isFrozen).toBe(true);
    clock.run();
    expect(clock.isFrozen).toBe(false);
    expect(clock.now() - moment - 3_600_000).toBeLessThan(1_000);
    clock.reset();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  });

  it.each([
    ['90 s', 90_000],
    ['10min', 600_000],
    ['2h', 7_200_000],
    ['1 day', 86_400_000],
    ['3 months', 90 * 86_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['2w', 14 * 86_400_000],
    ['1 year', 365 * 86_400_000],
    ['2 years', 730 * 86_400_000],
    ['1 y', 365 * 86_400_000],
    [42, 42],
  ])('reads %s', (duration, milliseconds) => {
    expect(parseDuration(duration)).toBe(milliseconds);
  });

  it.each(['', 'soon', '2', 'h', '-1h', '1 fortnight', -5, Number.NaN, Infinity, null, {}])(
    'refuses %s',
    (duration) => {
      expect(() => parseDuration(duration)).toThrow(RangeError);
    },
  );

  it.each([1e17, '999999999999 months', 8e15])(
    'stays where it is when %s would lead beyond the year 9999',
    (duration) => {
      const clock = createClock({ frozenAt: 1_000 });

      expect(() => clock.advance(duration)).toThrow(/is too long: it leads beyond the year 9999/);
      expect(clock.now()).toBe(1_000);
      clock.advance('8000 years');
      expect(() => clock.advance('100 years')).toThrow(RangeError);
    },
  );
});
