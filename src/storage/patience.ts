/** How long a command is waited for, and that a page which needs several does not wait for each. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Outage } from './outage.ts';
import { StorageError } from './storage-error.ts';

export type InTime = <T>(command: () => Promise<T>) => Promise<T>;

/**
 * After a command that got no answer in time, none is tried for as long again: whoever needs ten of
 * them in a row has waited once.
 *
 * @param outage Is told of silence and its end, and of what a command was refused with.
 */
export function createPatience(patienceMs: number, outage: Outage): InTime {
  let restsUntil = 0;
  let isSilent = false;
  return async function inTime(command) {
    if (performance.now() < restsUntil) throw new StorageError('no answer a moment ago');
    const timer = new AbortController();
    const tooLate = setTimeout(patienceMs, undefined, { signal: timer.signal }).then(async () => {
      await setImmediate(); // this process may have been the busy one: the answer may lie there
      restsUntil = performance.now() + patienceMs;
      isSilent = true;
      throw new StorageError('timeout');
    });
    try {
      const answer = await Promise.race([command(), tooLate]);
      if (isSilent) outage.end();
      isSilent = false;
      return answer;
    } catch (error) {
      outage.begin(error);
      if (error instanceof StorageError) throw error;
      throw new StorageError(error instanceof Error ? error.constructor.name : 'unknown');
    } finally {
      timer.abort();
      tooLate.catch(() => undefined); // the abort itself
    }
  };
}
