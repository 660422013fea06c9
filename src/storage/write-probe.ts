/** Can anything be remembered right now? A small value goes the way of all the others. */
import { randomUUID } from 'node:crypto';
import { type Store, update } from './store.ts';

const LIFE_SECONDS = 10;

/**
 * A Redis that answers may refuse to write: it is full, a replica, or its user may do less than is needed.
 *
 * @param store For nothing else.
 * @param freshMs No second try in so long, however often it is asked.
 * @param onMended Is told of the first try that succeeds after some have failed.
 */
export function createWriteProbe(
  store: Store<{ n: number }>,
  freshMs: number,
  onMended: () => void,
): () => Promise<boolean> {
  const id = randomUUID(); // of this process: another one tries by itself
  let triedAt = -Infinity;
  let answer = Promise.resolve(false);
  let hasFailed = false;

  const addOne = (found?: { n: number }) => ({ n: 1 + (found?.n ?? 0) });
  const count = () => update(store, `${id}-counted`, addOne, LIFE_SECONDS);

  /** All that stores do, side by side: none of them waits for another one. */
  async function tryAll(): Promise<boolean> {
    try {
      await Promise.all([
        store.put(`${id}-put`, { n: 0 }, LIFE_SECONDS),
        store.take(`${id}-taken`),
        count().then(count), // the first may have found nothing that it could replace
      ]);
    } catch {
      hasFailed = true; // why, has been said where the command was refused
      return false;
    }
    if (hasFailed) onMended();
    hasFailed = false;
    return true;
  }

  return () => {
    if (performance.now() - triedAt >= freshMs) {
      triedAt = performance.now();
      answer = tryAll();
    }
    return answer;
  };
}
