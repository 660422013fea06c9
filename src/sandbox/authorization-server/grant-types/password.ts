/** Name and password for tokens, RFC 6749 §4.3. Bitbucket: removed for all on 2022-03-01. */
import { OAuthError } from '../../errors.ts';
import { issueRefreshToken, issueTokens, keepAuthorization } from '../../tokens/issue-tokens.ts';
import { checkPassword } from '../password.ts';
import type { GrantType } from './grant-type.ts';

export const password: GrantType = {
  name: 'password',
  requiredFields: ['username', 'password'],

  async answer({ client, form }, context) {
    const person = checkPassword(
      context.directory,
      form.get('username') ?? '',
      form.get('password') ?? '',
    );
    // Bitbucket: two-step verification and this grant never worked together.
    if (!person || person.hasTwoStepVerification) {
      // Bitbucket: 401 and this code, where RFC 6749 §5.2 says invalid_grant.
      throw new OAuthError('invalid_request', 'Invalid resource owner username/password', 401);
    }
    const { clientId, scopes } = client;
    const { username } = person;
    const authorizationId = await keepAuthorization(context, { clientId, username, scopes });
    return issueTokens(context, {
      authorizationId,
      scopes,
      grantType: 'password',
      refreshToken: await issueRefreshToken(context, authorizationId),
    });
  },
};
