/** One at a time over all processes: who comes while another is busy waits for that one instead. */
import { setTimeout } from 'node:timers/promises';
import { digestOf } from '../secrets/digest.ts';
import type { CreateStore } from './storage.ts';
import type { StoreClock } from './store.ts';

export interface Claims {
  /**
   * Does the work, unless somebody is busy with the same: then waits until that is done, or has failed.
   *
   * @returns Was it done here?
   */
  claim(what: string, work: () => Promise<void>): Promise<boolean>;
  /** Waits for whoever is busy with it, for as long as a page may take at the most. */
  untilFree(what: string): Promise<void>;
}

/** Longer than any work takes: a process that has died must not be waited for. */
const LIFE_SECONDS = 20;
const LONGEST_WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

export function createClaims(createStore: CreateStore, clock: StoreClock): Claims {
  const held = createStore<object>('claims', clock, { capacity: 10_000 });

  async function untilFree(what: string): Promise<void> {
    const endsAt = performance.now() + LONGEST_WAIT_MS;
    let pause = FIRST_PAUSE_MS;
    while (performance.now() < endsAt && (await held.get(digestOf(what)))) {
      await setTimeout(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }

  return {
    untilFree,
    async claim(what, work) {
      const key = digestOf(what);
      const mine = await held.replace(key, undefined, {}, LIFE_SECONDS);
      if (mine === undefined) {
        await untilFree(what);
        return false;
      }
      try {
        await work();
      } finally {
        // Where that fails, others wait in vain for a while; what was done is none the worse.
        // Where the work took too long, it is another's by now.
        await held.take(key, mine).catch(() => undefined);
      }
      return true;
    },
  };
}
