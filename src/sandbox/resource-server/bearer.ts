/** Reads and checks the access token of a request. RFC 6750 §2, §3. Contract §4.1, §4.5. */
import type { Request } from 'express';
import type { Context } from '../context.ts';
import type { Era } from '../eras.ts';
import { ApiError } from '../errors.ts';
import { readForm } from '../http/parameters.ts';
import { hashOf } from '../secrets.ts';
import { findAuthorization } from '../tokens/authorizations.ts';
import { type Principal, findPrincipal } from './principal.ts';

export interface Bearer {
  principal: Principal;
  /** All that is done with one grant. */
  authorizationId: string;
  /** As granted, without what they imply. */
  scopes: readonly string[];
}

/** @throws {ApiError} 401: no token, or one that is unknown, expired or revoked. RFC 6750 §3.1 */
export async function authenticate(
  context: Context,
  req: Request,
  query: URLSearchParams,
): Promise<Bearer> {
  const { era, stores } = context;
  const accessToken = readAccessToken(era, req, query);
  if (accessToken === undefined) {
    const isBasic = /^Basic\b/i.test(req.get('authorization') ?? '');
    if (isBasic && era.basicChallenge !== undefined) throw basicRefused(era.basicChallenge, era);
    throw unauthorized(era, era.apiMessages.missingToken, '');
  }
  const token = await stores.accessTokens.get(hashOf(accessToken));
  const authorization = token && (await findAuthorization(context, token.authorizationId));
  const principal = authorization && findPrincipal(context, authorization);
  if (!principal) throw unauthorized(era, era.apiMessages.invalidToken, ', error="invalid_token"');
  return { principal, authorizationId: token.authorizationId, scopes: authorization.scopes };
}

/** @throws {ApiError} 400: more than one way at once (RFC 6750 §2); 401: a way that is closed. */
function readAccessToken(era: Era, req: Request, query: URLSearchParams): string | undefined {
  const [, inHeader] = /^Bearer +([^\s]+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const outside = [
    ...query.getAll('access_token'), // RFC 6750 §2.3
    ...(isFormPost(req) ? [readForm(req).get('access_token')] : []), // RFC 6750 §2.2
  ].filter((token) => token !== undefined);
  if (outside.length === 0) return inHeader;
  // Bitbucket: since 2026-05-04 the header is the only way (CHANGE-3052).
  if (!era.acceptsTokenOutsideHeader) {
    throw unauthorized(era, era.apiMessages.invalidToken, ', error="invalid_token"');
  }
  if (inHeader !== undefined || outside.length > 1) {
    throw new ApiError(400, 'Send the access token in one way only');
  }
  return outside[0];
}

function isFormPost(req: Request): boolean {
  return req.method === 'POST' && Boolean(req.is('application/x-www-form-urlencoded'));
}

/** Bitbucket: whoever came with name and password is asked for them again. */
function basicRefused(challenge: string, { apiMessages }: Era): ApiError {
  return new ApiError(401, apiMessages.invalidToken, {
    headers: { 'WWW-Authenticate': challenge },
  });
}

/** RFC 6750 §3.1: without a token the challenge names no error. */
function unauthorized(era: Era, message: string, reason: string): ApiError {
  const isBearer = era.apiChallenge.startsWith('Bearer');
  const challenge = isBearer ? era.apiChallenge + reason : era.apiChallenge;
  return new ApiError(401, message, { headers: { 'WWW-Authenticate': challenge } });
}
