/** Whoever asks without a token: public data is answered, sixty times an hour. Contract §4.6. */
import type { Request, Response } from 'express';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { digestOf } from '../../secrets/digest.ts';
import { StoreLimiter } from '../../storage/store-limiter.ts';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import type { Bearer } from './bearer.ts';
import type { ApiRoute } from './route.ts';

const LIMIT = { points: 60, seconds: 3600 };

/** Nobody, with no scope: what is public needs none. */
export const nobody: Bearer = { principal: { kind: 'anonymous' }, authorizationId: '', scopes: [] };

/** What a public repository shows, and people. Assumption: of hooks and of workspaces, nothing. */
export function isPublic({ method = 'get', path, scopes }: ApiRoute): boolean {
  if (method !== 'get') return false;
  const isOfRepositories = path.startsWith('/repositories/:workspace');
  return path === '/users/:user' || (isOfRepositories && !scopes.includes('webhook'));
}

/** Bitbucket: the headers stand on answers to anonymous callers, and not on those to OAuth tokens. */
export type CountAnonymously = (req: Request, res: Response) => Promise<void>;

/** @throws {ApiError} 429: the address has had its share of this hour. */
export function createAnonymousLimit({ stores, clock, callerOf }: Context): CountAnonymously {
  const limiter = new StoreLimiter(LIMIT, stores.anonymousReads, clock);
  return async function countAnonymously(req, res) {
    const { isOver, left } = await consume(limiter, digestOf(callerOf(req).network));
    res.set({
      'X-RateLimit-Limit': `${LIMIT.points}, ${LIMIT.points};w=${LIMIT.seconds}`,
      'X-RateLimit-Remaining': String(left.remainingPoints),
      'X-RateLimit-Reset': String(Math.ceil(left.msBeforeNext / 1000)),
    });
    // Bitbucket: no Retry-After was seen on a 429.
    if (isOver) throw new ApiError(429, 'Rate limit for this resource has been exceeded');
  };
}

async function consume(limiter: StoreLimiter, key: string) {
  try {
    return { isOver: false, left: await limiter.consume(key) };
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { isOver: true, left: refusal };
    throw refusal;
  }
}
