/**
 * How much of what costs memory or work a visitor may have, and a network, where strangers share the
 * sandbox. It is no behaviour of Bitbucket's: a sandbox for tests has no budget unless it is asked to.
 *
 * In one window a network gets less than a twentieth of what the stores hold (see stores.ts), and what 40
 * people behind one address need for all four grants many times over. What lives for longer than its
 * window, a grant say, one network can hold more of over a day; what was not used for longest goes first.
 */
import { type Budget, type CreateLimiter, createBudget } from '../../storage/budget.ts';

export interface Budgets {
  /** Of 10,000 that may wait; the longer the URL, the more it costs. */
  authorizationRequests: Budget;
  /** Of 50,000 tokens. */
  tokenRequests: Budget;
  apiCalls: Budget;
  /** Of 2,000. */
  repositories: Budget;
}

const MINUTE = 60;
const HOUR = 3600;

/** A usual one, or half of a long one: of the redirection URI, two copies are kept. */
const URL_CHARACTERS = 600;

export function createBudgets(createLimiter: CreateLimiter): Budgets {
  const of = (name: string, visitor: number, network: number, seconds: number) =>
    createBudget(createLimiter, name, { visitor, network, seconds });
  return {
    authorizationRequests: of('authorization-requests', 120, 480, 2 * HOUR),
    tokenRequests: of('token-requests', 300, 2_400, 2 * HOUR),
    apiCalls: of('api-calls', 1_200, 6_000, 10 * MINUTE),
    repositories: of('repositories', 20, 96, 2 * HOUR),
  };
}

/** @param url Of an authorization request: it is kept until somebody decides. */
export function pointsOf(url: string): number {
  return Math.ceil(url.length / URL_CHARACTERS);
}
