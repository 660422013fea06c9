/** One attack, from its start to what is said of it. What hangs is broken, and says what it waited for. */
import { within } from '../support/within.ts';
import { type Attack, Broken, Skipped } from './attack.ts';
import type { StartHosted } from './hosted.ts';

export interface Outcome {
  readonly mark: 'held' | 'skipped' | 'BROKEN';
  /** One line, with figures. */
  readonly words: string;
}

export async function replay(
  attack: Attack,
  start: StartHosted,
  limitMs: number,
): Promise<Outcome> {
  const began = performance.now();
  const said = (mark: Outcome['mark'], what: string): Outcome => {
    const [line = ''] = what.split('\n');
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return { mark, words: `${line.slice(0, 290)} (${seconds} s)` };
  };
  try {
    return said('held', await within(limitMs, 'the attack', () => attack.run(start)));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (error instanceof Skipped) return said('skipped', words);
    return said('BROKEN', error instanceof Broken ? words : `it failed: ${words}`);
  }
}
