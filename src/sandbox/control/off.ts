/** In the place of the control API where it was left out: whoever looks for it is told how to have it. */
import { Router } from 'express';
import type { Report } from '../../http/report.ts';
import { ApiError } from '../errors.ts';
import { createApiErrorHandler } from '../resource-server/api-errors.ts';
import { controlRoutes } from './routes/index.ts';

export function createControlOff(report: Report): Router {
  const router = Router({ strict: true });
  router.all([...new Set(controlRoutes.map(({ path }) => path))], () => {
    throw new ApiError(
      404,
      'The control API is off: start this sandbox without --no-control (SANDBOX_NO_CONTROL), and where others reach it with --control-token (SANDBOX_CONTROL_TOKEN).',
    );
  });
  router.use(createApiErrorHandler(report));
  return router;
}
