/** The token endpoint, RFC 6749 §3.2. Contract §1.2, §1.6. */
import { type Request, Router } from 'express';
import type { Report } from '../../http/report.ts';
import type { Context } from '../context.ts';
import type { Era } from '../eras.ts';
import { OAuthError, PageError } from '../errors.ts';
import { requireReadableForm } from '../http/bodies.ts';
import { type Parameters, readForm, readQuery } from '../http/parameters.ts';
import { recordDeparture } from '../http/whole-request-log.ts';
import { withinBudget } from '../http/within-budget.ts';
import type { Client } from '../seed/clients.ts';
import { authenticateClient, credentialsMissing } from './client-authentication.ts';
import type { TokenRequest } from './grant-types/grant-type.ts';
import { findGrantType, requireFields } from './grant-types/index.ts';
import { authenticateByJwt, sendsJwt } from './jwt-authentication.ts';
import { createTokenErrorHandler, methodIsNotPost } from './token-errors.ts';

export const ACCESS_TOKEN_PATH = '/site/oauth2/access_token';

export function createAccessTokenRouter(context: Context, report: Report): Router {
  const router = Router();

  const guard = withinBudget(context, 'tokenRequests');
  router.post(ACCESS_TOKEN_PATH, guard, requireReadableForm, async (req, res) => {
    res.set('Pragma', 'no-cache'); // RFC 6749 §5.1
    refuseWrongPlaces(req);
    const form = readForm(req);
    // Bitbucket: the client first, then the fields, then the code.
    const proof = sendsJwt(req, context.era) ? 'jwt' : 'secret';
    const client =
      proof === 'jwt'
        ? await authenticateByJwt(req, context)
        : authenticateClient(req, form, context.directory);
    requireCallback(client, form, context.era);
    const caller = context.callerOf(req);
    const note = (departure: string) => recordDeparture(res, departure);
    const request: TokenRequest = { client, proof, form, caller, note };
    const grantType = findGrantType(request, context);
    if ((grantType.proof ?? 'secret') !== proof) throw credentialsMissing();
    requireFields(grantType, request);
    res.json(await grantType.answer(request, context));
  });

  // Bitbucket: a browser's preflight is answered with 500, so no page can call this endpoint.
  router.options(ACCESS_TOKEN_PATH, (_req, res) => {
    res.status(500).json({ error: 'server_error', error_description: 'No preflight here' });
  });

  router.all(ACCESS_TOKEN_PATH, methodIsNotPost);

  router.use(ACCESS_TOKEN_PATH, createTokenErrorHandler(report));
  return router;
}

/** @throws {PageError} Bitbucket: a Bearer header or a query string gets a page, not JSON. */
function refuseWrongPlaces(req: Request): void {
  const isBearer = /^Bearer\b/i.test(req.get('authorization') ?? '');
  if (!isBearer && readQuery(req).names().length === 0) return;
  throw new PageError('Bad request', 'The token endpoint cannot read this request.', {
    hint: isBearer
      ? 'It wants the client id and secret as HTTP Basic or as form fields, not a Bearer token.'
      : 'It wants its parameters in the form body, not in the query string.',
  });
}

/** Bitbucket: without a callback URL nothing worked, and since 2026 client credentials do. */
function requireCallback(client: Client, form: Parameters, era: Era): void {
  const grantType = form.get('grant_type');
  const isNeeded = !era.grantTypesWithoutCallback.some((name) => name === grantType);
  if (client.callbackUrl === '' && isNeeded) {
    throw new OAuthError('invalid_request', 'No callback uri defined for the OAuth client.');
  }
}
