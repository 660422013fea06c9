/** One after the other: between reading a value and writing it nobody else of this process reads it. */

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn(work) {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
