/** A timeout for each command, and a circuit breaker: a page that needs several does not wait for each. */
import type { OutageReporter } from './outage-reporter.ts';
import { StorageError } from './storage-error.ts';

export type WithTimeout = <T>(command: () => Promise<T>) => Promise<T>;

/**
 * After a command that got no answer in time, none is tried for as long again: whoever needs ten of
 * them in a row has waited once.
 *
 * @param outage Is told of silence and its end, and of what a command was refused with.
 * @param reconnect Is called where the next command got no answer either. Nothing waits while that goes on.
 */
export function createCircuitBreaker(
  timeoutMs: number,
  outage: Pick<OutageReporter, 'begin' | 'end'>,
  reconnect: () => void,
): WithTimeout {
  let openUntil = 0;
  let isSilent = false;
  return async function withTimeout(command) {
    if (performance.now() < openUntil) throw new StorageError('no answer a moment ago');
    const isSecondTry = isSilent;
    const silence = awaitSilence(timeoutMs);
    try {
      const answer = await Promise.race([command(), silence.promise]);
      if (isSilent) outage.end();
      isSilent = false;
      return answer;
    } catch (error) {
      outage.begin(error);
      if (error === SILENCE) {
        if (isSecondTry) reconnect();
        else openUntil = performance.now() + timeoutMs;
        isSilent = true;
      }
      if (error instanceof StorageError) throw error;
      throw new StorageError(error instanceof Error ? error.constructor.name : 'unknown');
    } finally {
      silence.cancel();
    }
  };
}

const SILENCE = new StorageError('timeout');

/** Bare timers: with `node:timers/promises` and a signal, waiting cost more than the command itself. */
function awaitSilence(timeoutMs: number) {
  let timer: NodeJS.Timeout | undefined;
  let lastLook: NodeJS.Immediate | undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      lastLook = setImmediate(() => reject(SILENCE)); // this process may have been the busy one: the answer may lie there
    }, timeoutMs);
  });
  const cancel = () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
  return { promise, cancel };
}
