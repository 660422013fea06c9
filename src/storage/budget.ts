/** So much of something for each visitor, and so much for each network: who wants more is told when. */
import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { digestOf } from '../secrets/digest.ts';
import type { Limit } from './limit.ts';
import type { Visitor } from '../http/visitor.ts';

export interface Budget {
  /** @returns Seconds until there is some again; 0 where there was enough. */
  charge(visitor: Visitor, points?: number): Promise<number>;
}

/** @param name Unique: what is counted under one name is apart from what is counted under another. */
export type CreateLimiter = (name: string, limit: Limit) => RateLimiterAbstract;

export interface Allowance {
  /** Less than for a network: one of them cannot use up what is there for all. */
  readonly visitor: number;
  /** As many as a class needs behind one address. */
  readonly network: number;
  /** For both: see Limit. */
  readonly seconds: number;
}

export function createBudget(
  createLimiter: CreateLimiter,
  name: string,
  { visitor, network, seconds }: Allowance,
): Budget {
  const ofVisitors = createLimiter(`budget-${name}-of-visitors`, { points: visitor, seconds });
  const ofNetworks = createLimiter(`budget-${name}-of-networks`, { points: network, seconds });
  return {
    async charge({ mark: who, network: where }, points = 1) {
      // The network first: who names a new visitor each time would leave a count of each.
      const closedSeconds = await take(ofNetworks, where, points);
      if (closedSeconds > 0 || who === undefined) return closedSeconds;
      const waitSeconds = await take(ofVisitors, who, points);
      if (waitSeconds > 0) await ofNetworks.reward(digestOf(where), points); // it has used nothing
      return waitSeconds;
    },
  };
}

/** @returns Seconds to wait where it is refused; 0 where it is granted. */
export async function take(limiter: RateLimiterAbstract, key: string, points = 1): Promise<number> {
  try {
    await limiter.consume(digestOf(key), points);
    return 0;
  } catch (refusal) {
    if (isRefusal(refusal)) return secondsBefore(refusal);
    throw refusal;
  }
}

/** Counts nothing. @returns Seconds until there is some again; 0 where there is some left. */
export async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number> {
  const found = await limiter.get(digestOf(key));
  return found !== null && found.remainingPoints <= 0 ? secondsBefore(found) : 0;
}

function secondsBefore({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}

/** The package rejects with what it counted; with an Error where it could not count. */
function isRefusal(reason: unknown): reason is RateLimiterRes {
  return typeof reason === 'object' && reason !== null && 'msBeforeNext' in reason;
}
