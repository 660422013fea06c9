/** How long a page takes here and there, on a machine that has other things to do as well. */

const ROUNDS = 9;
const EACH = 10;

export interface Beside {
  /** The median of the rounds: how many times as long as there. */
  readonly ratio: number;
  readonly hereMs: number;
  readonly thereMs: number;
}

/** By turns, in short rounds: what else the machine does strikes both. */
export async function timeBeside(
  here: () => Promise<unknown>,
  there: () => Promise<unknown>,
): Promise<Beside> {
  const rounds: Beside[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [hereTimes, thereTimes]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < EACH; turn += 1) {
      const pair = [[here, hereTimes] as const, [there, thereTimes] as const];
      for (const [ask, times] of turn % 2 === 0 ? pair : pair.toReversed()) {
        times.push(await timeOf(ask));
      }
    }
    const [hereMs, thereMs] = [median(hereTimes), median(thereTimes)];
    rounds.push({ ratio: hereMs / thereMs, hereMs, thereMs });
  }
  return {
    ratio: median(rounds.map(({ ratio }) => ratio)),
    hereMs: median(rounds.map(({ hereMs }) => hereMs)),
    thereMs: median(rounds.map(({ thereMs }) => thereMs)),
  };
}

/** Milliseconds. */
export async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
