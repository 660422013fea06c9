/** The client's own credentials for a token, RFC 6749 §4.4. */
import type { Context } from '../../context.ts';
import { OAuthError } from '../../errors.ts';
import type { Client } from '../../seed/clients.ts';
import { createAuthorization } from '../../tokens/authorizations.ts';
import { issueRefreshToken, issueTokens } from '../../tokens/issue-tokens.ts';
import type { GrantType } from './grant-type.ts';

export const clientCredentials: GrantType = {
  name: 'client_credentials',
  requiredFields: [],

  async answer({ client, caller: { mark: visitor } }, context) {
    if (!client.isPrivate) throw publicConsumer();
    const { clientId, scopes } = client;
    const owner = findOwnerUsername(client, context);
    const isRefreshable = context.era.clientCredentialsActAs === 'owner';
    const authorizationId = await createAuthorization(
      context,
      { clientId, scopes, visitor, ...(owner === undefined ? {} : { username: owner }) },
      isRefreshable ? 'refreshable' : 'access-token-only',
    );
    const token = { authorizationId, visitor };
    return issueTokens(context, {
      ...token,
      scopes,
      grantType: 'client_credentials',
      // Bitbucket: until 2026 with a refresh token, against RFC 6749 §4.4.3.
      refreshToken: isRefreshable ? issueRefreshToken(context, token) : undefined,
    });
  },
};

/** Bitbucket: until 2026 the token acted as the consumer's owner, now as an `app_user`. */
export function findOwnerUsername(client: Client, { era, directory }: Context): string | undefined {
  if (era.clientCredentialsActAs === 'app_user') return undefined;
  const workspace = directory.findWorkspace(client.workspace);
  return workspace?.members.find(({ permission }) => permission === 'owner')?.username;
}

function publicConsumer(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'Cannot use client_credentials with a consumer marked as "public". ' +
      'Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.',
  );
}
