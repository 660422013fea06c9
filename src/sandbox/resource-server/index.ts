/** The resource server, RFC 6749 §1.1: Bitbucket's REST API 2.0 as far as the flows touch it. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Report } from '../../http/report.ts';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { bodyText, isJson, requireReadable } from '../http/bodies.ts';
import { readApiQuery } from '../http/parameters.ts';
import { withinBudget } from '../http/within-budget.ts';
import { withImplied } from '../scopes.ts';
import { badRequest, createApiErrorHandler, lacksScopes, routeNotFound } from './api-errors.ts';
import { type Bearer, authenticate } from './bearer.ts';
import { allowBrowsers } from './cors.ts';
import { pickFields } from './partial-answer.ts';
import { type ApiRoute, Reply } from './route.ts';
import { routesOf } from './routes/index.ts';
import { leftOutPaths } from './routes/left-out.ts';
import { REPOSITORY_PATH } from './routes/repository-writes.ts';

export function createResourceServer(context: Context, report: Report): Router {
  const router = Router();
  router.use(allowBrowsers, withinBudget(context, 'apiCalls'));
  router.post(REPOSITORY_PATH, withinBudget(context, 'repositories'));
  const routes = routesOf(context.era);
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path);
    for (const route of here) {
      router[route.method ?? 'get'](path, requireReadable, answerWith(route, context));
    }
    router.all(path, requireReadable, refuseMethod(context, here));
  }
  for (const path of leftOutPaths) router.all(path, requireReadable, refuseMethod(context, []));
  router.use(() => {
    throw routeNotFound();
  });
  router.use(createApiErrorHandler(report));
  return router;
}

function answerWith(route: ApiRoute, context: Context): RequestHandler {
  const accepted = route.scopes.join(', ');
  return async function answerCall(req, res) {
    const query = readApiQuery(req);
    const bearer = await authenticate(context, req, query);
    // Bitbucket: both headers, also on a 403.
    setScopes(res, bearer);
    if (accepted !== '') res.set('X-Accepted-OAuth-Scopes', accepted);
    res.set(route.headers ?? {});
    const reached = withImplied(bearer.scopes);
    if (!route.scopes.every((scope) => reached.has(scope))) {
      throw lacksScopes(route.scopes, bearer.scopes);
    }
    const answer = await route.answer({
      ...bearer,
      context,
      repositories: await context.shelf.seenWith(bearer.authorizationId),
      query,
      apiBaseUrl: `${context.baseUrl}/2.0`,
      path: req.path.replace(/\/+$/, ''), // Bitbucket: with or without a trailing slash
      body: readJson(req),
      segment: (name) => readSegment(req, name),
    });
    send(res, answer, query);
  };
}

/** @throws {ApiError} 400: not JSON. */
function readJson(req: Request): unknown {
  const text = isJson(req.headers['content-type']) ? bodyText(req) : '';
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest({ body: ['The body is not JSON.'] });
  }
}

function setScopes(res: Response, { scopes }: Bearer): void {
  res.set('X-OAuth-Scopes', scopes.join(', '));
}

/** A wildcard segment holds several, which Express hands out as a list. */
function readSegment(req: Request, name: string): string {
  const value: string | string[] | undefined = req.params[name];
  return Array.isArray(value) ? value.join('/') : (value ?? '');
}

function send(res: Response, answer: unknown, query: URLSearchParams): void {
  if (answer instanceof Reply) res.status(answer.status).set(answer.headers).send(answer.text);
  else res.json(pickFields(answer, query.get('fields') ?? ''));
}

function refuseMethod(context: Context, routes: readonly ApiRoute[]): RequestHandler {
  const methods = routes.map(({ method = 'get' }) => method.toUpperCase());
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return async function refuse(req, res) {
    setScopes(res, await authenticate(context, req, readApiQuery(req)));
    res.set('Allow', allowed.join(', '));
    throw new ApiError(405, 'Method not allowed');
  };
}
