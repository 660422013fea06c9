/** A refresh token for a new access token, RFC 6749 §6. Contract §1.4. */
import { digestOf } from '../../../secrets/digest.ts';
import type { Context } from '../../context.ts';
import { OAuthError } from '../../errors.ts';
import type { Client } from '../../seed/clients.ts';
import type { Token } from '../../stores.ts';
import { findAuthorization } from '../../tokens/authorizations.ts';
import { issueRefreshToken, issueTokens } from '../../tokens/issue-tokens.ts';
import type { GrantType } from './grant-type.ts';

export const refreshToken: GrantType = {
  name: 'refresh_token',
  requiredFields: ['refresh_token'],

  async answer({ client, form }, context) {
    const presented = form.get('refresh_token') ?? '';
    const key = digestOf(presented);
    const token = await context.stores.refreshTokens.get(key);
    const authorization = token && (await findAuthorization(context, token.authorizationId));
    // RFC 6749 §6: bound to the client that it was issued to.
    const isOwn = authorization?.clientId === client.clientId;
    const isGood = token && isOwn && (await use(context, key, token, client));
    if (!isGood) {
      context.reuseLocks.lockIfReused(key, client.clientId);
      throw invalidToken(context);
    }
    return issueTokens(context, {
      authorizationId: token.authorizationId,
      visitor: token.visitor,
      scopes: authorization.scopes, // Bitbucket: a `scope` field here is ignored
      grantType: 'refresh_token',
      refreshToken: context.era.rotatesRefreshTokens
        ? issueRefreshToken(context, token)
        : presented, // Bitbucket: until 2026 the same one came back, for ever
    });
  },
};

/**
 * RFC 9700 §4.14.2: each use gives a new one. Bitbucket: the old one is said to live for ten
 * minutes after its first use, or not at all (the sources conflict: it is a setting), and its
 * reuse does not revoke the family.
 *
 * @returns May it be used, this time?
 */
async function use(context: Context, key: string, token: Token, client: Client): Promise<boolean> {
  const { settings, era, reuseLocks } = context;
  if (!era.rotatesRefreshTokens) return true;
  const isFirstUse = !token.isSpent && (await spend(context, key, token));
  if (isFirstUse) reuseLocks.remember(key, client.clientId);
  return isFirstUse || settings.refreshGraceSeconds > 0;
}

/** @returns Was it the first use? Of several at once, one is. */
async function spend({ stores, settings }: Context, key: string, token: Token): Promise<boolean> {
  const { refreshGraceSeconds } = settings;
  if (refreshGraceSeconds === 0) return (await stores.refreshTokens.take(key)) !== undefined;
  const spent = { ...token, isSpent: true as const };
  return (await stores.refreshTokens.replace(key, token, spent, refreshGraceSeconds)) !== undefined;
}

function invalidToken({ era }: Context): OAuthError {
  const { error, error_description: description } = era.invalidRefreshToken;
  return new OAuthError(error, description);
}
