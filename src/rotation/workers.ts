/** What a worker does that finds the stored token expired: with a lock, and without one. */
import { createSingleFlight } from '../runs/single-flight.ts';
import type { Choice } from './choice.ts';
import type { Use, Wait } from './rehearsal.ts';
import type { SharedToken } from './shared-token.ts';

export interface Workers {
  readonly uses: readonly Use[];
  readonly waits: readonly Wait[];
  /** It comes to the store. @returns The rest of its way, which may take place later. */
  begin(name: string): () => Promise<void>;
}

/** @param now Milliseconds since the rehearsal began. */
export function createWorkers(
  { workers }: Choice,
  shared: SharedToken,
  now: () => number,
): Workers {
  const uses: Use[] = [];
  const waits: Wait[] = [];
  const lock = createSingleFlight(); // the app's own: see src/stage/refresh.ts

  async function refreshUnderLock(name: string): Promise<void> {
    const from = now();
    let isMine = false;
    await lock.run('the stored token', async () => {
      const stored = shared.read(); // under the lock: whoever was faster has stored a fresh one
      if (stored.expiresAt > now()) return;
      isMine = true;
      uses.push(await shared.refresh(name, stored));
    });
    if (!isMine) waits.push({ by: name, from, until: now(), reads: shared.read().name });
  }

  return {
    uses,
    waits,
    begin(name) {
      if (workers === 'lock') return () => refreshUnderLock(name);
      const stored = shared.read(); // all have read it before the first of them stores what it got
      return async () => void uses.push(await shared.refresh(name, stored));
    },
  };
}
