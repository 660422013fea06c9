/**
 * How much of what costs memory or work a visitor may have, and a network, where the app is public.
 *
 * For each network less than a twentieth of what the stores hold, and what 40 people behind one
 * address need to run every grant, and then some.
 */
import type { Request, RequestHandler } from 'express';
import { TooManyRequestsError } from '../errors/errors.ts';
import { type Budget, type CreateLimiter, createBudget } from '../storage/budget.ts';
import { visitorOf } from '../runs/visitor.ts';

export interface Budgets {
  /** Runs, of 5,000, the transactions that lead to them, and new sessions, of 10,000: one begins with a run. */
  readonly starts: Budget;
  /** Refreshes, calls of the API again, and answers that the browser brings. */
  readonly calls: Budget;
  /** Faults of the sandbox, of 5,000. */
  readonly faults: Budget;
  /** Turns of the sandbox's clock: as many clocks at the most, of 50,000, each of which is kept for a day. */
  readonly clocks: Budget;
  /** Texts that are pasted and looked up: they cost work, and leave nothing. */
  readonly pastes: Budget;
}

/** Of what is given to a stage. */
export interface WithBudgets {
  /** None where the visitors are all one person: on somebody's own machine. */
  readonly budgets: Budgets | undefined;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

export function createBudgets(createLimiter: CreateLimiter): Budgets {
  const of = (name: string, visitor: number, network: number, seconds: number) =>
    createBudget(createLimiter, name, { visitor, network, seconds });
  return {
    starts: of('starts', 60, 240, HOUR),
    calls: of('calls', 100, 1_000, HOUR),
    faults: of('faults', 40, 240, 10 * MINUTE),
    clocks: of('clocks', 120, 2_400, DAY),
    pastes: of('pastes', 60, 600, 10 * MINUTE),
  };
}

/**
 * Refuses whoever has used up their share, before anything is made or sent.
 *
 * @param budget None on somebody's own machine.
 */
export function withinBudget(budget: Budget | undefined): RequestHandler {
  if (budget === undefined) return (_req, _res, next) => next();
  return async (req, _res, next) => {
    await chargeBudget(req, budget);
    next();
  };
}

/** @throws {TooManyRequestsError} The visitor, or their network, has used up its share. */
export async function chargeBudget(req: Request, budget: Budget): Promise<void> {
  const waitSeconds = await budget.charge(visitorOf(req));
  if (waitSeconds > 0) throw new TooManyRequestsError(waitSeconds);
}
