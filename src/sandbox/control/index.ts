/** The control API: `/_sandbox/…`, JSON, for tests in any language. docs/sandbox-openapi.json */
import { type RequestHandler, Router } from 'express';
import type { Report } from '../../http/report.ts';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { FaultyInputError } from '../seed/faulty-input.ts';
import { queryText } from '../http/parameters.ts';
import type { TestControls } from './test-controls.ts';
import { createApiErrorHandler } from '../resource-server/api-errors.ts';
import { guardControl } from './guard.ts';
import { jsonObject } from './json-object.ts';
import type { ControlRoute } from './route.ts';
import { controlRoutes } from './routes/index.ts';

export function createControl(
  context: Context,
  controls: TestControls,
  token: string | undefined,
  report: Report,
): Router {
  // Strict: with an id left out, `DELETE /faults/` must not be `DELETE /faults`.
  const router = Router({ strict: true });
  const paths = [...new Set(controlRoutes.map(({ path }) => path))];
  router.all(paths, guardControl(context.baseUrl, token), ...jsonObject);
  for (const route of controlRoutes) {
    router[route.method](route.path, answerWith(route, context, controls));
  }
  for (const path of paths) router.all(path, refuseMethod(path));
  router.use(refuseStrange);
  router.use(createApiErrorHandler(report));
  return router;
}

function answerWith(route: ControlRoute, context: Context, controls: TestControls): RequestHandler {
  return async function answerControl(req, res) {
    const answer = await translate(() =>
      route.answer({
        context,
        controls,
        body: req.body as unknown,
        query: new URLSearchParams(queryText(req)),
        segment: (name) => String(req.params[name]),
      }),
    );
    res.status(route.status ?? 200);
    if (route.status === 204) res.end();
    else res.json(answer);
  };
}

/** What the controls do not accept is the caller's fault, and said as such. */
async function translate(act: () => unknown): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof FaultyInputError) {
      throw new ApiError(400, 'The body is faulty', { detail: error.faults });
    }
    throw error instanceof RangeError ? new ApiError(400, error.message) : error;
  }
}

/** Below `/_sandbox`, for people: the pages, their pictures, and where the fault `redirect` leads. */
const PAGES = /^\/(?:(?:sign-in|sign-out|consent|applications|redirected)\/?$|avatars\/)/i;

const refuseStrange: RequestHandler = (req, _res, next) => {
  if (PAGES.test(req.path)) return next();
  const address = req.baseUrl + req.path;
  throw new ApiError(
    404,
    `There is no ${address}. GET /_sandbox/openapi.json lists what there is.`,
  );
};

function refuseMethod(path: string): RequestHandler {
  const routes = controlRoutes.filter((route) => route.path === path);
  const allowed = routes.map(({ method }) => method.toUpperCase()).join(', ');
  return function refuse(_req, res) {
    res.set('Allow', allowed);
    throw new ApiError(405, 'Method not allowed');
  };
}
