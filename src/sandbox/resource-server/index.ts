/** The resource server, RFC 6749 §1.1: Bitbucket's REST API 2.0 as far as the flows touch it. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Report } from '../../http/report.ts';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { bodyText, isJson } from '../http/bodies.ts';
import { readApiQuery } from '../http/parameters.ts';
import { forData } from '../http/security-headers.ts';
import { withinBudget } from '../http/within-budget.ts';
import { withImplied } from '../scopes.ts';
import {
  badRequest,
  createApiErrorHandler,
  gone,
  lacksScopes,
  routeNotFound,
} from './api-errors.ts';
import { createAnonymousLimit, isPublic, nobody } from './anonymous.ts';
import { type Bearer, authenticate, isAnonymous } from './bearer.ts';
import { allowBrowsers } from './cors.ts';
import { pickFields } from './partial-answer.ts';
import { type ApiRoute, Reply } from './route.ts';
import { removedPathsOf, routesOf } from './routes/index.ts';
import { leftOutPaths, scopesOfLeftOut } from './routes/left-out.ts';
import { REPOSITORY_PATH } from './routes/repository-writes.ts';

export function createResourceServer(context: Context, report: Report): Router {
  const router = Router();
  router.use(forData, allowBrowsers, withinBudget(context, 'apiCalls'));
  router.post(REPOSITORY_PATH, withinBudget(context, 'repositories'));
  const identify = createIdentify(context);
  const routes = routesOf(context.era);
  for (const path of leftOutPaths) {
    router.all(path, refuseMethod(context, path, []));
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const here = routes.filter((route) => route.path === path);
    for (const route of here) {
      router[route.method ?? 'get'](path, answerWith(route, context, identify));
    }
    router.all(path, refuseMethod(context, path, here));
  }
  for (const { path, status } of removedPathsOf(context)) {
    // Bitbucket: 410 for every caller, without a token, too (2026-08-29).
    router.all(path, () => {
      throw status === 410 ? gone() : routeNotFound();
    });
  }
  router.use(() => {
    throw routeNotFound();
  });
  router.use(createApiErrorHandler(report));
  return router;
}

type Identify = (
  route: ApiRoute,
  req: Request,
  res: Response,
  query: URLSearchParams,
) => Promise<Bearer>;

/** Who asks, and may they? @throws {ApiError} 401, 403, or 429 for whoever has no token. */
function createIdentify(context: Context): Identify {
  const countAnonymously = createAnonymousLimit(context);
  const answersAnybody = context.settings.anonymousReads === 'answer';
  return async function identify(route, req, res, query) {
    if (answersAnybody && isPublic(route) && isAnonymous(req, query)) {
      await countAnonymously(req, res);
      return nobody;
    }
    const bearer = await authenticate(context, req, query);
    requireScopes(res, bearer, route.scopes);
    return bearer;
  };
}

function answerWith(route: ApiRoute, context: Context, identify: Identify): RequestHandler {
  return async function answerCall(req, res) {
    const query = readApiQuery(req);
    const bearer = await identify(route, req, res, query);
    res.set(route.headers ?? {});
    const answer = await route.answer({
      ...bearer,
      context,
      repositories: await context.catalog.seenWith(bearer.authorizationId),
      query,
      ...(route.greatestPageLength && { greatestPageLength: route.greatestPageLength }),
      apiBaseUrl: `${context.baseUrl}/2.0`,
      path: req.path.replace(/\/+$/, ''), // Bitbucket: with or without a trailing slash
      body: route.method === 'post' ? readJson(req, res) : undefined,
      segment: (name) => readSegment(req, name),
    });
    send(res, answer, query);
  };
}

/** @throws {ApiError} 400: not JSON, or more of it than is read. */
function readJson(req: Request, { locals }: Response): unknown {
  if (locals['bodyFault'] !== undefined) {
    throw badRequest({ body: ['The body cannot be read, or is longer than 10 kB.'] });
  }
  const text = isJson(req.headers['content-type']) ? bodyText(req) : '';
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest({ body: ['The body is not JSON.'] });
  }
}

/** Bitbucket: on every answer to a token, also on a 403. Contract §4.6 */
function describeToken(res: Response, { scopes }: Bearer): void {
  res.set({ 'X-OAuth-Scopes': scopes.join(', '), 'X-Credential-Type': 'oauth2' });
}

/** @throws {ApiError} 403 */
function requireScopes(res: Response, bearer: Bearer, wanted: readonly string[]): void {
  describeToken(res, bearer);
  if (wanted.length === 0) return;
  res.set('X-Accepted-OAuth-Scopes', wanted.join(', '));
  const reached = withImplied(bearer.scopes);
  if (!wanted.every((scope) => reached.has(scope))) throw lacksScopes(wanted, bearer.scopes);
}

/** A wildcard segment holds several, which Express hands out as a list; a slash at the end is none of it. */
function readSegment(req: Request, name: string): string {
  const value: string | string[] | undefined = req.params[name];
  return Array.isArray(value) ? value.join('/').replace(/\/+$/, '') : (value ?? '');
}

function send(res: Response, answer: unknown, query: URLSearchParams): void {
  if (answer instanceof Reply) res.status(answer.status).set(answer.headers).send(answer.text);
  else res.json(pickFields(answer, query.get('fields') ?? ''));
}

/** A write that is left out is refused as Bitbucket would refuse it, where its scope is missing. */
function refuseMethod(context: Context, path: string, routes: readonly ApiRoute[]): RequestHandler {
  const methods = routes.map(({ method = 'get' }) => method.toUpperCase());
  const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return async function refuse(req, res) {
    const bearer = await authenticate(context, req, readApiQuery(req));
    requireScopes(res, bearer, scopesOfLeftOut(req.method, path));
    res.set('Allow', allowed.join(', '));
    throw new ApiError(405, 'Method not allowed');
  };
}
