/** Health of the app itself, in the format of draft-inadarei-api-health-check. */
import { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import type { Storage } from '../storage/storage.ts';

/**
 * `/healthcheck` and `/health/ready`: may requests be sent here? `/health/live`: is the process alive?
 *
 * @param isDraining True once a stop signal has come: `drainSeconds` before anything else is seen of it.
 */
export function createHealthRouter(isDraining: () => boolean, storage: Storage): Router {
  const router = Router();
  const reportReady: RequestHandler = async (_req, res) => {
    report(res, !isDraining() && (await storage.isUsable()) ? 'pass' : 'fail');
  };
  router.get(['/healthcheck', '/health/ready'], reportReady);
  router.get('/health/live', (_req, res) => report(res, 'pass'));
  return router;
}

function report(res: Response, status: 'pass' | 'fail'): void {
  res.status(status === 'pass' ? 200 : 503);
  res.type('application/health+json').json({ status });
}
