/** From the resource owner's decision to the answer for the client. RFC 6749 §4.1.2, §4.2.2 */
import { digestOf } from '../../secrets/digest.ts';
import { type Context, CODE_SECONDS, PENDING_SECONDS } from '../context.ts';
import { storeAuthorization } from '../tokens/authorizations.ts';
import { storeConsent, widenConsent } from '../tokens/consents.ts';
import { PageError } from '../errors.ts';
import { deriveBytes, toAlphanumeric } from '../secrets.ts';
import type { Decision, PendingRequest } from '../stores.ts';
import { createAccessToken } from '../tokens/token-forms.ts';
import { storeAccessToken } from '../tokens/issue-tokens.ts';
import { buildAuthorizationResponse } from './authorization-response.ts';
import type { Conversation } from './pending-request.ts';

/**
 * Carries a decision out, once. A double click posts twice: the second gets the very same
 * redirect, because code and token are derived from the request and a key, not drawn anew.
 *
 * @returns Where to send the browser.
 * @throws {PageError} Somebody else has decided: the answer is theirs alone.
 */
export async function decide(
  context: Context,
  { requestId, pending }: Decided,
  decision: Decision,
): Promise<string> {
  const { pendingRequests } = context.stores;
  const key = digestOf(requestId);
  const decided = { ...pending, decision };
  // In one step: of two answers at once, one is the decision.
  const isFirst =
    !pending.decision && (await pendingRequests.replace(key, pending, decided, PENDING_SECONDS));
  if (isFirst) return carryOut(context, { requestId, pending }, decision);
  const made = (await pendingRequests.get(key))?.decision ?? decision;
  if (made.username !== decision.username) throw answeredByAnother();
  // Where the storage failed between a decision and its code, the next click brings the code.
  if (await lacksItsCode(context, requestId, pending, made))
    await grant(context, { requestId, pending }, made);
  return answerFor(context, { requestId, pending }, made);
}

/** Of a token it is not asked: one that is not there may have been revoked. The record of a code outlives its use. */
async function lacksItsCode(
  context: Context,
  requestId: string,
  { responseType }: PendingRequest,
  { isGranted }: Decision,
): Promise<boolean> {
  if (!isGranted || responseType !== 'code') return false;
  return (await context.stores.codes.get(digestOf(deriveCode(context, requestId)))) === undefined;
}

/** What was decided is done. @returns Where to send the browser. */
export async function carryOut(
  context: Context,
  request: Decided,
  decision: Decision,
): Promise<string> {
  if (decision.isGranted) await grant(context, request, decision);
  return answerFor(context, request, decision);
}

type Decided = Pick<Conversation, 'requestId' | 'pending'>;

function answerFor(context: Context, request: Decided, { isGranted }: Decision): string {
  const answer = isGranted ? describeGrant(context, request) : DENIED;
  return buildAuthorizationResponse(context, request.pending, answer);
}

function answeredByAnother(): PageError {
  return new PageError(
    'Somebody else has answered this request',
    'Another person was signed in here when it was answered, and the answer is theirs.',
    { hint: 'Go back to the application and start again.' },
  );
}

/** Assumption: the exact text of Bitbucket's denial is not recorded. */
const DENIED = {
  error: 'access_denied', // RFC 6749 §4.1.2.1
  error_description: 'The resource owner denied the request',
};

function describeGrant(
  context: Context,
  { requestId, pending: { responseType, scopes } }: Decided,
): Record<string, string> {
  if (responseType === 'code') return { code: deriveCode(context, requestId) };
  // Bitbucket: the first two fields are documented, the others an assumption. RFC 6749 §4.2.2
  return {
    access_token: deriveAccessToken(context, requestId),
    token_type: 'bearer',
    expires_in: String(context.era.accessTokenSeconds),
    [context.era.scopeField]: scopes.join(' '),
  };
}

async function grant(
  context: Context,
  { requestId, pending }: Decided,
  { username }: Decision,
): Promise<void> {
  const { clientId, scopes, responseType, csrfToken: browser, visitor } = pending;
  const agreement = { browser, username, clientId };
  const { tie, consent } = await widenConsent(context, agreement, scopes, visitor);
  const authorizationId = deriveBytes(context.key, `authorization ${requestId}`).toString('hex');
  const authorization = { clientId, username, scopes, consent: tie, visitor };
  const purpose = responseType === 'code' ? 'code' : 'access-token-only';
  // At once, on Redis one way there and back; the consent first: without it, nothing could be taken back.
  await Promise.all([
    storeConsent(context, tie, consent),
    storeAuthorization(context, authorizationId, authorization, purpose),
    responseType === 'code'
      ? storeCode(context, deriveCode(context, requestId), pending, authorizationId)
      : storeAccessToken(context, deriveAccessToken(context, requestId), {
          authorizationId,
          visitor,
        }),
  ]);
}

async function storeCode(
  { stores, era, timeOf }: Context,
  code: string,
  { clientId, scopes, requestedRedirectUri, codeChallenge, visitor }: PendingRequest,
  authorizationId: string,
): Promise<void> {
  const key = digestOf(code);
  const record = {
    authorizationId,
    clientId,
    scopes,
    visitor,
    issuedAt: await timeOf(visitor),
    ...(requestedRedirectUri === undefined ? {} : { requestedRedirectUri }),
    ...(codeChallenge === undefined ? {} : { codeChallenge }),
  };
  // The record outlives the code, so that a replay is still recognised. RFC 6749 §4.1.2
  // Two clicks may both store it: one that is spent by then stays so.
  await stores.codes.replace(key, undefined, record, CODE_SECONDS + era.accessTokenSeconds);
}

function deriveCode({ key, era }: Context, requestId: string): string {
  return toAlphanumeric(deriveBytes(key, `code ${requestId}`), era.codeLength);
}

function deriveAccessToken({ key, era }: Context, requestId: string): string {
  return createAccessToken(era, deriveBytes(key, `token ${requestId}`));
}
