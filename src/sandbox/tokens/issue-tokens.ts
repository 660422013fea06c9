/** The successful answer of the token endpoint, RFC 6749 §5.1. Contract §1.3. */
import type { Context } from '../context.ts';
import type { GrantTypeName } from '../eras.ts';
import { hashOf } from '../secrets.ts';
import type { Token } from '../stores.ts';
import { finishExchange } from './authorizations.ts';
import { createAccessToken, createRefreshToken } from './token-forms.ts';

export type TokenAnswer = Readonly<Record<string, string | number>>;

interface Issue extends Token {
  scopes: readonly string[];
  grantType: GrantTypeName;
  refreshToken: string | undefined;
}

export async function issueTokens(context: Context, issue: Issue): Promise<TokenAnswer> {
  const { era } = context;
  const { authorizationId, visitor, grantType } = issue;
  if (grantType === 'authorization_code') await finishExchange(context, authorizationId);
  const accessToken = createAccessToken(era);
  await storeAccessToken(context, accessToken, { authorizationId, visitor });
  return {
    [era.scopeField]: issue.scopes.join(' '),
    access_token: accessToken,
    expires_in: era.accessTokenSeconds,
    token_type: 'bearer', // Bitbucket: in lower case
    // Bitbucket: until 2026 the grant type's name, not the state of the client.
    ...(era.namesGrantInState ? { state: grantType } : {}),
    ...(issue.refreshToken === undefined ? {} : { refresh_token: issue.refreshToken }),
  };
}

export async function storeAccessToken(
  { stores, era }: Context,
  accessToken: string,
  token: Token,
): Promise<void> {
  await stores.accessTokens.put(hashOf(accessToken), token, era.accessTokenSeconds);
}

export async function issueRefreshToken({ stores, era }: Context, token: Token): Promise<string> {
  const refreshToken = createRefreshToken(era);
  const key = hashOf(refreshToken);
  const life = era.refreshTokenSeconds;
  await stores.refreshTokens.put(key, token, life);
  // Only where it matters which use is the first.
  if (era.rotatesRefreshTokens) {
    await stores.unspentRefreshTokens.put(key, { visitor: token.visitor }, life);
  }
  return refreshToken;
}
