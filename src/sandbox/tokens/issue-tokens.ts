/** The successful answer of the token endpoint, RFC 6749 §5.1. Contract §1.3. */
import { digestOf } from '../../secrets/digest.ts';
import type { Context } from '../context.ts';
import type { GrantTypeName } from '../eras.ts';
import type { Token } from '../stores.ts';
import { createAccessToken, createRefreshToken } from './token-forms.ts';

export type TokenAnswer = Readonly<Record<string, string | number>>;

interface Issue extends Token {
  scopes: readonly string[];
  grantType: GrantTypeName;
  /** It may still be under way: what is to be stored is stored at once. */
  refreshToken: string | undefined | Promise<string>;
}

export async function issueTokens(context: Context, issue: Issue): Promise<TokenAnswer> {
  const { era } = context;
  const { authorizationId, visitor, grantType } = issue;
  const accessToken = createAccessToken(era);
  const [refreshToken] = await Promise.all([
    issue.refreshToken,
    storeAccessToken(context, accessToken, { authorizationId, visitor }),
  ]);
  return {
    [era.scopeField]: issue.scopes.join(' '),
    access_token: accessToken,
    expires_in: era.accessTokenSeconds,
    token_type: 'bearer', // Bitbucket: in lower case
    // Bitbucket: until 2026 the grant type's name, not the state of the client.
    ...(era.namesGrantInState ? { state: grantType } : {}),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  };
}

export async function storeAccessToken(
  { stores, era }: Context,
  accessToken: string,
  token: Token,
): Promise<void> {
  await stores.accessTokens.put(digestOf(accessToken), token, era.accessTokenSeconds);
}

export async function issueRefreshToken(
  { stores, era }: Context,
  { authorizationId, visitor }: Token,
): Promise<string> {
  const refreshToken = createRefreshToken(era);
  const token = { authorizationId, visitor };
  await stores.refreshTokens.put(digestOf(refreshToken), token, era.refreshTokenSeconds);
  return refreshToken;
}
