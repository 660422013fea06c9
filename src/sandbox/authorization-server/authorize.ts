/** The authorization endpoint, RFC 6749 §3.1. Contract §1.1. */
import { Router } from 'express';
import { digestOf } from '../../secrets/digest.ts';
import { pointsOf } from '../http/budgets.ts';
import { type Context, PENDING_SECONDS } from '../context.ts';
import type { OAuthError } from '../errors.ts';
import { type Parameters, readQuery } from '../http/parameters.ts';
import { requirePageLoad } from '../http/page-loads.ts';
import { findSession, newSession, storeUnderNewId } from '../http/sessions.ts';
import { randomId } from '../secrets.ts';
import { withinBudget } from '../http/within-budget.ts';
import type { Client } from '../seed/clients.ts';
import type { PendingRequest } from '../stores.ts';
import { type ResponseTarget, buildAuthorizationResponse } from './authorization-response.ts';
import { findRequestError, identifyClient, resolveRedirectUri } from './checks/index.ts';
import { narrowScopes } from './checks/scope.ts';
import { carryOut } from './decision.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { SIGN_IN_PATH, sandboxPagePath } from './pending-request.ts';
import { redirectTo } from '../../http/redirect-to.ts';

/** Bitbucket: taken twice in 2021; of others it is not known. */
const REPEATABLE = 'response_type';

export const AUTHORIZE_PATH = '/site/oauth2/authorize';

export function createAuthorizeRouter(context: Context): Router {
  const router = Router();

  const guard = withinBudget(context, 'authorizationRequests', pointsOf);
  router.get(AUTHORIZE_PATH, requirePageLoad, guard, async (req, res) => {
    const parameters = readQuery(req, REPEATABLE);
    const client = identifyClient(parameters, context.directory);
    const redirectUri = resolveRedirectUri(parameters, client, context.era);
    const target = readTarget(parameters, redirectUri);

    const fault = findRequestError(parameters, client, context);
    if (fault) {
      redirectTo(res, 302, buildAuthorizationResponse(context, target, errorParameters(fault)));
      return;
    }
    // A look at the headers keeps nothing, decides nothing, and leaves a decision to the request that follows.
    if (req.method === 'HEAD') return redirectTo(res, 303, context.basePath + SIGN_IN_PATH);
    const { mark: visitor, expected } = context.callerOf(req);
    const decision = context.decisions.take(client.clientId);
    if (decision) {
      const request = { ...target, ...readRequest(parameters, client), visitor };
      const pending = { ...request, csrfToken: randomId(), decision };
      const requestId = await storePendingRequest(context, pending);
      redirectTo(res, 302, await carryOut(context, { requestId, pending }, decision));
      return;
    }
    const known = await findSession(context, req);
    const session = known ?? newSession(context, res);
    const pending = {
      ...target,
      ...readRequest(parameters, client),
      csrfToken: session.csrfToken,
      visitor,
    };
    const [requestId] = await Promise.all([
      storePendingRequest(context, pending),
      known ?? storeUnderNewId(context, res, session),
    ]);
    const isAnother = isPerson(context, expected) && expected !== session.username;
    const page = session.username === undefined || isAnother ? 'sign-in' : 'consent';
    redirectTo(res, 303, sandboxPagePath(context, page, requestId));
  });

  router.all(AUTHORIZE_PATH, methodNotAllowed('GET, HEAD'));
  return router;
}

function readTarget(parameters: Parameters, redirectUri: string): ResponseTarget {
  const state = parameters.get('state');
  const responseType = parameters.get('response_type') === 'token' ? 'token' : 'code';
  return { redirectUri, responseType, ...(state === undefined ? {} : { state }) };
}

/** Bitbucket: `access_type`, `nonce`, `prompt` and whatever else comes is ignored. */
function readRequest(parameters: Parameters, client: Client) {
  const requestedRedirectUri = parameters.get('redirect_uri');
  const codeChallenge = parameters.get('code_challenge');
  return {
    clientId: client.clientId,
    scopes: narrowScopes(parameters, client),
    ...(requestedRedirectUri === undefined ? {} : { requestedRedirectUri }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
  };
}

function isPerson({ directory }: Context, username: string | undefined): boolean {
  return username !== undefined && directory.findPerson(username) !== undefined;
}

/** The request stays on the server: the pages carry its id and nothing that could be changed. */
async function storePendingRequest(context: Context, pending: PendingRequest): Promise<string> {
  const requestId = randomId();
  await context.stores.pendingRequests.put(digestOf(requestId), pending, PENDING_SECONDS);
  return requestId;
}

function errorParameters(fault: OAuthError): Record<string, string> {
  return { error: fault.code, error_description: fault.message };
}
