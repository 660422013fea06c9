/** The successful answer of the token endpoint, RFC 6749 §5.1. Contract §1.3. */
import { isStanding } from './consents.ts';
import { CODE_SECONDS, type Context } from '../context.ts';
import type { GrantTypeName } from '../eras.ts';
import { hashOf, randomId } from '../secrets.ts';
import type { Authorization } from '../stores.ts';
import { createAccessToken, createRefreshToken } from './token-forms.ts';

export type TokenAnswer = Readonly<Record<string, string | number>>;

interface Issue {
  authorizationId: string;
  scopes: readonly string[];
  grantType: GrantTypeName;
  refreshToken: string | undefined;
}

/**
 * Writes down that a client may act, for somebody or for itself.
 *
 * @param isRefreshable Without a refresh token it is of no use once its access token has expired.
 */
export async function keepAuthorization(
  { stores, clock, era }: Context,
  authorization: Omit<Authorization, 'grantedAt' | 'awaitsExchange'>,
  isRefreshable: boolean,
): Promise<string> {
  const authorizationId = randomId();
  // Of a consent comes a code, or at once a token that cannot be refreshed: RFC 6749 §4.1, §4.2.
  const awaitsExchange = isRefreshable && authorization.consent !== undefined;
  const isLasting = isRefreshable && !awaitsExchange;
  const life = isLasting ? era.authorizationSeconds : CODE_SECONDS + era.accessTokenSeconds;
  const kept = { ...authorization, grantedAt: clock.now(), awaitsExchange };
  await stores.authorizations.put(authorizationId, kept, life);
  return authorizationId;
}

/** Its code was exchanged: from now on it carries tokens. One that was withdrawn meanwhile stays so. */
async function finishAuthorization({ stores, era }: Context, authorizationId: string) {
  await stores.authorizations.update(
    authorizationId,
    (authorization) => authorization && { ...authorization, awaitsExchange: false },
    era.authorizationSeconds,
  );
}

/** The authorization behind a code or a token, unless it was withdrawn by whatever way. */
export async function findAuthorization(
  context: Context,
  authorizationId: string,
): Promise<Authorization | undefined> {
  const authorization = await context.stores.authorizations.get(authorizationId);
  return authorization && (await isStanding(context, authorization)) ? authorization : undefined;
}

export async function issueTokens(context: Context, issue: Issue): Promise<TokenAnswer> {
  const { era } = context;
  const { authorizationId, grantType } = issue;
  if (grantType === 'authorization_code') await finishAuthorization(context, authorizationId);
  const accessToken = createAccessToken(era);
  await keepAccessToken(context, accessToken, authorizationId);
  return {
    [era.scopeField]: issue.scopes.join(' '),
    access_token: accessToken,
    expires_in: era.accessTokenSeconds,
    token_type: 'bearer', // Bitbucket: in lower case
    state: grantType, // Bitbucket: the grant type's name, not the state of the client
    ...(issue.refreshToken === undefined ? {} : { refresh_token: issue.refreshToken }),
  };
}

export async function keepAccessToken(
  { stores, era }: Context,
  accessToken: string,
  authorizationId: string,
): Promise<void> {
  await stores.accessTokens.put(hashOf(accessToken), { authorizationId }, era.accessTokenSeconds);
}

export async function issueRefreshToken(
  { stores, era, clock }: Context,
  authorizationId: string,
): Promise<string> {
  const refreshToken = createRefreshToken(era);
  const key = hashOf(refreshToken);
  const life = era.refreshTokenSeconds;
  await stores.refreshTokens.put(key, { authorizationId }, life);
  // Only where it matters which use is the first.
  if (era.rotatesRefreshTokens) {
    await stores.unspentRefreshTokens.put(key, { issuedAt: clock.now() }, life);
  }
  return refreshToken;
}
