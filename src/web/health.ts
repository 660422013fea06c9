/** Health of the app itself, in the format of draft-inadarei-api-health-check. */
import { Router } from 'express';
import type { Response } from 'express';

/**
 * `/healthcheck` and `/health/ready`: may requests be sent here? `/health/live`: is the process alive?
 *
 * @param isDraining True once a stop signal has come.
 */
export function createHealthRouter(isDraining: () => boolean): Router {
  const router = Router();
  const ready = (_req: unknown, res: Response) => report(res, isDraining() ? 'fail' : 'pass');
  router.get('/healthcheck', ready);
  router.get('/health/ready', ready);
  router.get('/health/live', (_req, res) => report(res, 'pass'));
  return router;
}

function report(res: Response, status: 'pass' | 'fail'): void {
  res.status(status === 'pass' ? 200 : 503);
  res.type('application/health+json').json({ status });
}
