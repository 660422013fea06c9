/** Reads and checks the access token of a request. RFC 6750 §2, §3. Contract §4.1, §4.5. */
import type { Request } from 'express';
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import type { Era } from '../eras.ts';
import { ApiError } from '../errors.ts';
import { readForm } from '../http/parameters.ts';
import { findAuthorization } from '../tokens/authorizations.ts';
import { type Principal, findPrincipal } from './principal.ts';

export interface Bearer {
  /** Whose clock it goes by. */
  visitor?: string | undefined;
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
    if (/^Basic\b/i.test(req.get('authorization') ?? '')) throw basicRefused(era);
    throw unauthorized(era, era.apiMessages.missingToken, '');
  }
  const token = await stores.accessTokens.get(digestOf(accessToken));
  const authorization = token && (await findAuthorization(context, token.authorizationId));
  const principal = authorization && findPrincipal(context, authorization);
  if (!principal) throw invalidToken(era);
  const { authorizationId, visitor } = token;
  return { principal, authorizationId, visitor, scopes: authorization.scopes };
}

/** Does a request bring nothing that says who asks? What is wrong with it, then, is not told apart. */
export function isAnonymous(req: Request, query: URLSearchParams): boolean {
  return req.get('authorization') === undefined && !query.has('access_token');
}

/**
 * Bitbucket: `bearer`, as `token_type` spells it, was refused until 2023, though RFC 9110 §11.1
 * takes it in any case. Assumption: so it is today.
 */
const BEARER = /^Bearer +([^\s]+)$/;

/** @throws {ApiError} 400: more than one way at once (RFC 6750 §2); 401: a way that is closed. */
function readAccessToken(era: Era, req: Request, query: URLSearchParams): string | undefined {
  const [, inHeader] = BEARER.exec(req.get('authorization') ?? '') ?? [];
  const inQuery = query.getAll('access_token'); // RFC 6750 §2.3
  const inForm = isFormPost(req) ? readForm(req).get('access_token') : undefined; // RFC 6750 §2.2
  if (inQuery.length === 0 && inForm === undefined) return inHeader;
  // Bitbucket: since 2026-05-04 the header is the only way (CHANGE-3052). Twice in the query was
  // a 401 before, too (2017).
  if (!era.acceptsTokenOutsideHeader || inQuery.length > 1) throw invalidToken(era);
  const ways = [inHeader, inQuery[0], inForm].filter((token) => token !== undefined);
  if (ways.length > 1) throw new ApiError(400, 'Send the access token in one way only');
  return ways[0];
}

function isFormPost(req: Request): boolean {
  return req.method === 'POST' && Boolean(req.is('application/x-www-form-urlencoded'));
}

/** Bitbucket: whoever came with name and password is told in another way. */
function basicRefused({ basicRefusal: { message, challenge, ...form } }: Era): ApiError {
  return new ApiError(401, message, { headers: { 'WWW-Authenticate': challenge }, ...form });
}

function invalidToken(era: Era): ApiError {
  return unauthorized(era, era.apiMessages.invalidToken, ', error="invalid_token"');
}

/** RFC 6750 §3.1: without a token the challenge names no error. */
function unauthorized(era: Era, message: string, reason: string): ApiError {
  const isBearer = era.apiChallenge.startsWith('Bearer');
  const challenge = isBearer ? era.apiChallenge + reason : era.apiChallenge;
  return new ApiError(401, message, { headers: { 'WWW-Authenticate': challenge } });
}
