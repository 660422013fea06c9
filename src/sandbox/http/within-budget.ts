/** Refuses whoever has used up their share. Nothing is queued: who waits would hold a connection. */
import type { Request, RequestHandler } from 'express';
import type { Budgets } from './budgets.ts';
import type { Context } from '../context.ts';
import { TooManyRequestsError } from '../errors.ts';

/** @throws {TooManyRequestsError} There is no more of it for this caller. Never where there are no budgets. */
export async function chargeBudget(
  { budgets, callerOf }: Context,
  req: Request,
  name: keyof Budgets,
  points = 1,
): Promise<void> {
  const waitSeconds = (await budgets?.[name].charge(callerOf(req), points)) ?? 0;
  if (waitSeconds > 0) throw new TooManyRequestsError(waitSeconds);
}

/** @param pointsOf What a request costs, by its URL. Default: one point. */
export function withinBudget(
  context: Context,
  name: keyof Budgets,
  pointsOf = (_url: string) => 1,
): RequestHandler {
  if (context.budgets === undefined) return (_req, _res, next) => next();
  return async (req, _res, next) => {
    await chargeBudget(context, req, name, pointsOf(req.url));
    next();
  };
}
