/** The client's own credentials for a token, RFC 6749 §4.4. */
import type { Context } from '../../context.ts';
import { OAuthError } from '../../errors.ts';
import type { Client } from '../../seed/clients.ts';
import { type Purpose, createAuthorization } from '../../tokens/authorizations.ts';
import { issueRefreshToken, issueTokens } from '../../tokens/issue-tokens.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';

export const clientCredentials: GrantType = {
  name: 'client_credentials',
  requiredFields: [],

  async answer(request, context) {
    const { client, caller } = request;
    if (!client.isPrivate) throw publicConsumer();
    const isRefreshable = context.era.clientCredentialsActAs === 'owner';
    const purpose = isRefreshable ? 'refreshable' : 'access-token-only';
    const authorizationId = await authorizeItself(request, context, purpose);
    const token = { authorizationId, visitor: caller.mark };
    return issueTokens(context, {
      ...token,
      scopes: client.scopes,
      grantType: 'client_credentials',
      // Bitbucket: until 2026 with a refresh token, against RFC 6749 §4.4.3.
      refreshToken: isRefreshable ? issueRefreshToken(context, token) : undefined,
    });
  },
};

/** Nobody else is asked: the client may act with all the scopes that it has. @returns The id of the authorization. */
export function authorizeItself(
  { client, caller }: TokenRequest,
  context: Context,
  purpose: Purpose,
): Promise<string> {
  const { clientId, scopes } = client;
  const owner = findOwnerUsername(client, context);
  return createAuthorization(
    context,
    { clientId, scopes, visitor: caller.mark, ...(owner === undefined ? {} : { username: owner }) },
    purpose,
  );
}

/** Bitbucket: until 2026 the token acted as the consumer's owner, now as an `app_user`. */
function findOwnerUsername(client: Client, { era, directory }: Context): string | undefined {
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
