/** A Connect app's JWT for an access token; dying with Connect. Contract §0, §1.2. */
import { issueTokens } from '../../tokens/issue-tokens.ts';
import { authorizeItself } from './client-credentials.ts';
import type { GrantType } from './grant-type.ts';

export const jwt: GrantType = {
  name: 'urn:bitbucket:oauth2:jwt',
  requiredFields: [],
  proof: 'jwt',

  async answer(request, context) {
    return issueTokens(context, {
      // Assumption: acts like client credentials, for public consumers too.
      authorizationId: await authorizeItself(request, context, 'access-token-only'),
      visitor: request.caller.mark,
      scopes: request.client.scopes,
      grantType: 'urn:bitbucket:oauth2:jwt',
      refreshToken: undefined, // Bitbucket: none for this grant
    });
  },
};
