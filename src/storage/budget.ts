/** So much of something for each visitor, and so much for each network: who wants more is told when. */
import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { digestOf } from './digest.ts';
import type { Limit } from './store-limiter.ts';

/** Of whom something is asked. */
export interface Caller {
  /** Whoever names none, or a new one each time, is still of a network. */
  readonly visitor?: string | undefined;
  /** See networkOf. */
  readonly network: string;
}

export interface Budget {
  /** @returns Seconds until there is some again; 0 where there was enough. */
  charge(caller: Caller, points?: number): Promise<number>;
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
    async charge(caller, points = 1) {
      const waitSeconds =
        caller.visitor === undefined ? 0 : await take(ofVisitors, caller.visitor, points);
      // What a visitor is refused, the network has not used.
      return waitSeconds || take(ofNetworks, caller.network, points);
    },
  };
}

/** @returns Seconds to wait where it is refused; 0 where it is granted. */
export async function take(limiter: RateLimiterAbstract, key: string, points = 1): Promise<number> {
  try {
    await limiter.consume(digestOf(key), points);
    return 0;
  } catch (refusal) {
    if (isRefusal(refusal)) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** The package rejects with what it counted; with an Error where it could not count. */
function isRefusal(reason: unknown): reason is RateLimiterRes {
  return typeof reason === 'object' && reason !== null && 'msBeforeNext' in reason;
}
