/** Health of the app itself, in the format of draft-inadarei-api-health-check. */
import { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import type { Storage } from '../storage/storage.ts';
import type { HealthProblem } from './unseen-tls.ts';

/**
 * `/healthcheck` and `/health/ready`: may requests be sent here? `/health/live`: is the process alive?
 *
 * @param isDraining True once a stop signal has come: `drainSeconds` before anything else is seen of it.
 * @param findProblem What no run can finish with, and a word on how to mend it.
 */
export function createHealthRouter(
  isDraining: () => boolean,
  storage: Storage,
  findProblem: () => HealthProblem | undefined,
): Router {
  const router = Router();
  const reportReady: RequestHandler = async (_req, res) => {
    const isServing = !isDraining() && (await storage.isUsable());
    report(res, isServing ? (findProblem() ?? PASS) : { status: 'fail' });
  };
  router.get(['/healthcheck', '/health/ready'], reportReady);
  router.get('/health/live', (_req, res) => report(res, PASS));
  return router;
}

interface Health {
  readonly status: 'pass' | 'warn' | 'fail';
  readonly output?: string;
}

const PASS: Health = { status: 'pass' };

function report(res: Response, health: Health): void {
  res.status(health.status === 'fail' ? 503 : 200);
  res.type('application/health+json').json(health);
}
