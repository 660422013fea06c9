/** A timeout for each command, and a circuit breaker: a page that needs several does not wait for each. */
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { OutageReporter } from './outage-reporter.ts';
import { StorageError } from './storage-error.ts';

export type WithTimeout = <T>(command: () => Promise<T>) => Promise<T>;

/**
 * After a command that got no answer in time, none is tried for as long again: whoever needs ten of
 * them in a row has waited once.
 *
 * @param outage Is told of silence and its end, and of what a command was refused with.
 */
export function createCircuitBreaker(timeoutMs: number, outage: OutageReporter): WithTimeout {
  let openUntil = 0;
  let isSilent = false;
  return async function withTimeout(command) {
    if (performance.now() < openUntil) throw new StorageError('no answer a moment ago');
    const timer = new AbortController();
    const tooLate = setTimeout(timeoutMs, undefined, { signal: timer.signal }).then(async () => {
      await setImmediate(); // this process may have been the busy one: the answer may lie there
      openUntil = performance.now() + timeoutMs;
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
