/** The resource server, RFC 6749 §1.1: Bitbucket's REST API 2.0 as far as the flows touch it. */
import { type RequestHandler, Router } from 'express';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { formBody } from '../http/form-body.ts';
import { readApiQuery } from '../http/parameters.ts';
import { withImplied } from '../scopes.ts';
import { createApiErrorHandler, lacksScopes, routeNotFound } from './api-errors.ts';
import { authenticate } from './bearer.ts';
import { allowBrowsers } from './cors.ts';
import type { ApiRoute } from './route.ts';
import { routesOf } from './routes/index.ts';

export function createResourceServer(context: Context, report: (error: unknown) => void): Router {
  const router = Router();
  router.use(allowBrowsers);
  for (const route of routesOf(context.era)) {
    router.get(route.path, answerWith(route, context));
    router.all(route.path, formBody, refuseMethod(context));
  }
  router.use(() => {
    throw routeNotFound();
  });
  router.use(createApiErrorHandler(report));
  return router;
}

function answerWith(route: ApiRoute, context: Context): RequestHandler {
  return async function answerCall(req, res) {
    const query = readApiQuery(req);
    const bearer = await authenticate(context, req, query);
    // Bitbucket: both headers, also on a 403.
    res.set('X-OAuth-Scopes', bearer.scopes.join(', '));
    res.set('X-Accepted-OAuth-Scopes', route.scopes.join(', '));
    const reached = withImplied(bearer.scopes);
    if (!route.scopes.every((scope) => reached.has(scope))) {
      throw lacksScopes(route.scopes, bearer.scopes);
    }
    const body = route.answer({
      ...bearer,
      context,
      query,
      apiBaseUrl: `${context.baseUrl}/2.0`,
      path: req.path.replace(/\/+$/, ''), // Bitbucket: with or without a trailing slash
      segment: (name) => String(req.params[name]),
    });
    res.json(body);
  };
}

function refuseMethod(context: Context): RequestHandler {
  return async function refuse(req, res) {
    await authenticate(context, req, readApiQuery(req));
    res.set('Allow', 'GET, HEAD');
    throw new ApiError(405, 'Method not allowed');
  };
}
