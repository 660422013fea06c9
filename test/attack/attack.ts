/** An attack, and what it comes to. */
import type { StartHosted } from './hosted.ts';

export interface Attack {
  /** Such as `M2`: the kind, as the changelog and the tests have it. */
  readonly id: string;
  /** What is tried: the line that is printed begins with it. */
  readonly tried: string;
  /** Most of it is waiting: it runs beside the others. */
  readonly isSlow?: boolean;
  /** Why it is of no use against a demo that is hosted: it is left out there, by name. */
  readonly notHosted?: string;
  /**
   * @param start Starts a hosted app, wherever it runs.
   * @returns What held, with figures.
   * @throws {Broken} It did not hold.
   */
  readonly run: (start: StartHosted) => Promise<string>;
}

/** The attack has succeeded. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** This machine lacks what the attack needs. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** @throws {Broken} Where it does not hold. */
export function hold(isSo: boolean, words: string): asserts isSo {
  if (!isSo) throw new Broken(words);
}
