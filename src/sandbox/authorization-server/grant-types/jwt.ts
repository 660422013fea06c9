/** A Connect app's JWT for an access token; dying with Connect. Contract §0, §1.2. */
import { createAuthorization } from '../../tokens/authorizations.ts';
import { issueTokens } from '../../tokens/issue-tokens.ts';
import { findOwnerUsername } from './client-credentials.ts';
import type { GrantType } from './grant-type.ts';

export const jwt: GrantType = {
  name: 'urn:bitbucket:oauth2:jwt',
  requiredFields: [],
  proof: 'jwt',

  async answer({ client, caller: { mark: visitor } }, context) {
    const { clientId, scopes } = client;
    // Assumption: acts like client credentials, for public consumers too.
    const owner = findOwnerUsername(client, context);
    const authorizationId = await createAuthorization(
      context,
      { clientId, scopes, visitor, ...(owner === undefined ? {} : { username: owner }) },
      'access-token-only',
    );
    return issueTokens(context, {
      authorizationId,
      visitor,
      scopes,
      grantType: 'urn:bitbucket:oauth2:jwt',
      refreshToken: undefined, // Bitbucket: none for this grant
    });
  },
};
