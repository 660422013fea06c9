/**
 * Git over HTTPS with an access token: `https://x-token-auth:{access_token}@…/{ws}/{repo}.git`.
 * Contract §4.1. As far as a client can tell that its token is good: the refs, and no objects.
 */
import { type ErrorRequestHandler, type Request, Router } from 'express';
import { readBasic } from '../authorization-server/client-authentication.ts';
import type { Context } from '../context.ts';
import { ApiError, TooManyRequestsError } from '../errors.ts';
import { readQuery } from '../http/parameters.ts';
import { withinBudget } from '../http/within-budget.ts';
import { forbidden } from '../resource-server/api-errors.ts';
import { requireRepository } from '../resource-server/lookups.ts';
import { type Principal, findPrincipal } from '../resource-server/principal.ts';
import { withImplied } from '../scopes.ts';
import { hashOf } from '../secrets.ts';
import type { Repository } from '../seed/repositories.ts';
import { findAuthorization } from '../tokens/authorizations.ts';
import { UPLOAD_PACK, advertise, refuseInGit } from './advertisement.ts';

const REPOSITORY = '/:workspace/:repository.git';
const NO_OBJECTS = 'The sandbox holds no objects: it can be listed, not cloned or pushed to.';

export function createGitServer(context: Context): Router {
  const router = Router();

  router.use(REPOSITORY, withinBudget(context, 'apiCalls'));

  router.get(`${REPOSITORY}/info/refs`, async (req, res) => {
    const repository = await requireReadable(context, req);
    if (readQuery(req).get('service') !== UPLOAD_PACK) throw new ApiError(501, NO_OBJECTS);
    res.type(`application/x-${UPLOAD_PACK}-advertisement`).send(Buffer.from(advertise(repository)));
  });

  router.post(`${REPOSITORY}/${UPLOAD_PACK}`, async (req, res) => {
    await requireReadable(context, req);
    // With 501, git would tell the person nothing but the number.
    res.type(`application/x-${UPLOAD_PACK}-result`).send(Buffer.from(refuseInGit(NO_OBJECTS)));
  });

  router.use(REPOSITORY, answerInText);
  return router;
}

/** @throws {ApiError} 401 no good token, 403 without the scope, 404 not for this person to see. */
async function requireReadable(context: Context, req: Request): Promise<Repository> {
  const { principal, authorizationId, scopes } = await authenticate(context, req);
  if (!withImplied(scopes).has('repository')) throw forbidden();
  return requireRepository({
    context,
    principal,
    authorizationId,
    scopes,
    repositories: await context.shelf.seenWith(authorizationId),
    apiBaseUrl: `${context.baseUrl}/2.0`,
    path: req.path,
    query: new URLSearchParams(),
    body: undefined,
    segment: (name) => String(req.params[name]),
  }).repository;
}

interface Caller {
  principal: Principal;
  authorizationId: string;
  scopes: readonly string[];
}

/** Bitbucket: the token is the password, `x-token-auth` the name. Every grant has the same one. */
async function authenticate(context: Context, req: Request): Promise<Caller> {
  const [{ clientId: name, clientSecret: accessToken } = { clientId: '', clientSecret: '' }] =
    readBasic(req.get('authorization') ?? '');
  const token =
    name === 'x-token-auth'
      ? await context.stores.accessTokens.get(hashOf(accessToken))
      : undefined;
  const authorization = token && (await findAuthorization(context, token.authorizationId));
  const principal = authorization && findPrincipal(context, authorization);
  if (principal) return { principal, ...token, scopes: authorization.scopes };
  throw new ApiError(401, 'This needs an access token, as the password of x-token-auth.', {
    headers: { 'WWW-Authenticate': 'Basic realm="Bitbucket.org HTTP"' },
  });
}

/** git shows a person what comes as text. */
const answerInText: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const isKnown = error instanceof ApiError || error instanceof TooManyRequestsError;
  if (!isKnown || res.headersSent) {
    next(error);
    return;
  }
  const { status, message } = error;
  const headers = error instanceof ApiError ? error.parts.headers : error.headers;
  res
    .status(status)
    .set(headers ?? {})
    .type('text/plain')
    .send(`${message}\n`);
};
