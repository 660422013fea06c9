/**
 * Rounds: every contender once in each, one after the other, so that a disturbance hits them alike.
 * Many short ones: on a shared machine, what others do changes within seconds.
 */
import { cpuMs, order, residentMb } from './processes.js';

const WARM_UP = { milliseconds: 3_000 };
const UNDISTURBED = 0.9;
const MOST_ATTEMPTS = 2;

/**
 * @param contenders Each `{ name, child, target }`.
 * @param attempts Of a round that others may have disturbed; 1 for whoever waits for another by nature, as for Redis.
 * @param warmUp Until V8 has compiled what is hot: `{ milliseconds }`, or by number, `{ count }`.
 * @returns For each, by name: its rounds.
 */
export async function measureRounds(how) {
  const { load, job, contenders, rounds, milliseconds, workers } = how;
  const { warmUp = WARM_UP, attempts = MOST_ATTEMPTS } = how;
  const results = new Map(contenders.map(({ name }) => [name, []]));
  for (const { target } of contenders) {
    await order(load, { job, target, workers, ...warmUp });
  }
  for (let round = 0; round < rounds; round += 1) {
    // To and fro: whoever comes later in a round has no advantage.
    for (const { name, child, target } of round % 2 ? contenders.toReversed() : contenders) {
      const what = { job, target, workers, milliseconds };
      results.get(name).push(await measureUndisturbed(load, child, what, attempts));
    }
  }
  return results;
}

/** Once more, when others used the core: kept is the round that had most of it. */
async function measureUndisturbed(load, child, what, attempts) {
  let best;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const round = await measureOnce(load, child, what);
    if (!best || round.busy > best.busy) best = round;
    if (best.busy >= UNDISTURBED) break;
  }
  return best;
}

export async function measureOnce(load, child, what) {
  const before = cpuMs(child);
  const { done, elapsedMs, busy } = await order(load, what);
  const spentMs = cpuMs(child) - before;
  return {
    perSecond: (done * 1000) / elapsedMs,
    cpuMs: spentMs / done,
    busy: spentMs / elapsedMs,
    loadBusy: busy,
    residentMb: residentMb(child),
  };
}

/**
 * @param limit The rounds of the bare limit.
 * @returns Medians; the share is the median of each round's own share, not the share of the medians.
 */
export function summarize(rounds, limit) {
  const of = (read) => median(rounds.map(read));
  return {
    perSecond: of((round) => round.perSecond),
    share: median(rounds.map((round, at) => round.perSecond / limit[at].perSecond)),
    cpuMs: of((round) => round.cpuMs),
    cpuShare: median(rounds.map((round, at) => limit[at].cpuMs / round.cpuMs)),
    busy: of((round) => round.busy),
    loadBusy: of((round) => round.loadBusy),
    residentMb: of((round) => round.residentMb),
    rates: rounds.map((round) => round.perSecond),
  };
}

/** How many times as fast: like the share, the median of each round's own. */
export function timesAsFast(one, other) {
  return median(one.rates.map((rate, round) => rate / other.rates[round]));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
