/**
 * Git over HTTPS with an access token: `https://x-token-auth:{access_token}@…/{ws}/{repo}.git`, with
 * and without `.git`, and of public repositories without a token. Contract §4.1. As far as a client can
 * tell that its token is good: the refs, and no objects.
 */
import { type ErrorRequestHandler, type Request, Router } from 'express';
import { digestOf } from '../../secrets/digest.ts';
import { readBasic } from '../authorization-server/client-authentication.ts';
import type { Context } from '../context.ts';
import { ApiError, TooManyRequestsError } from '../errors.ts';
import { readQuery } from '../http/parameters.ts';
import { withinBudget } from '../http/within-budget.ts';
import { nobody } from '../resource-server/anonymous.ts';
import { forbidden, repositoryNotFound } from '../resource-server/api-errors.ts';
import type { Bearer } from '../resource-server/bearer.ts';
import { requireRepository } from '../resource-server/lookups.ts';
import { findPrincipal } from '../resource-server/principal.ts';
import { withImplied } from '../scopes.ts';
import type { Repository } from '../seed/repositories.ts';
import { findAuthorization } from '../tokens/authorizations.ts';
import { UPLOAD_PACK, advertise, refuseInGit } from './advertisement.ts';

const REPOSITORY = '/:workspace/:repository';
const ADDRESSES = [`${REPOSITORY}/info/refs`, `${REPOSITORY}/${UPLOAD_PACK}`];
const NO_OBJECTS = 'The sandbox holds no objects: it can be listed, not cloned or pushed to.';

export function createGitServer(context: Context): Router {
  const router = Router();

  router.all(ADDRESSES, withinBudget(context, 'apiCalls'));

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

  router.use(answerInText);
  return router;
}

/** @throws {ApiError} 401 no good token, 403 without the scope, 404 not for this person to see. */
async function requireReadable(context: Context, req: Request): Promise<Repository> {
  const isNobody = mayBeNobody(context, req);
  const bearer = isNobody ? nobody : await authenticate(context, req);
  if (!isNobody && !withImplied(bearer.scopes).has('repository')) throw forbidden();
  try {
    return await findRepository(context, req, bearer);
  } catch (error) {
    // So that git asks for name and password.
    throw isNobody && error instanceof ApiError ? notForAnybody() : error;
  }
}

/** A push is somebody's. */
function mayBeNobody({ settings }: Context, req: Request): boolean {
  const isPush = readQuery(req).get('service') === 'git-receive-pack';
  const isAnonymous = req.get('authorization') === undefined;
  return isAnonymous && !isPush && settings.anonymousReads === 'answer';
}

async function findRepository(context: Context, req: Request, bearer: Bearer): Promise<Repository> {
  return requireRepository({
    ...bearer,
    context,
    repositories: await context.catalog.seenWith(bearer.authorizationId),
    apiBaseUrl: `${context.baseUrl}/2.0`,
    path: req.path,
    query: new URLSearchParams(),
    body: undefined,
    segment: (name) => String(req.params[name]).replace(/\.git$/, ''),
  }).repository;
}

/** Bitbucket: the token is the password, `x-token-auth` the name. Every grant has the same one. */
async function authenticate(context: Context, req: Request): Promise<Bearer> {
  const [{ clientId: name, clientSecret: accessToken } = { clientId: '', clientSecret: '' }] =
    readBasic(req.get('authorization') ?? '');
  const token =
    name === 'x-token-auth'
      ? await context.stores.accessTokens.get(digestOf(accessToken))
      : undefined;
  const authorization = token && (await findAuthorization(context, token.authorizationId));
  const principal = authorization && findPrincipal(context, authorization);
  if (principal) return { principal, ...token, scopes: authorization.scopes };
  throw notForAnybody(name === 'x-token-auth' ? '' : NAME);
}

const NAME = '\nThe sandbox adds: an access token is the password of the user x-token-auth.';

/** Bitbucket: the same words for bad credentials as for what is not there (2025-09-29). */
function notForAnybody(hint = ''): ApiError {
  return new ApiError(401, repositoryNotFound().message + hint, {
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
