/** Name and password for tokens, RFC 6749 §4.3. Bitbucket: removed for all on 2022-03-01. */
import type { Context } from '../../context.ts';
import { OAuthError, TooManyRequestsError } from '../../errors.ts';
import type { Person } from '../../seed/people.ts';
import { createAuthorization } from '../../tokens/authorizations.ts';
import { issueRefreshToken, issueTokens } from '../../tokens/issue-tokens.ts';
import { checkPassword } from '../password.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';

export const password: GrantType = {
  name: 'password',
  requiredFields: ['username', 'password'],

  async answer(request, context) {
    const { username } = await identify(request, context);
    const { clientId, scopes } = request.client;
    const { mark: visitor } = request.caller;
    const authorizationId = await createAuthorization(
      context,
      { clientId, username, scopes, visitor },
      'refreshable',
    );
    const token = { authorizationId, visitor };
    return issueTokens(context, {
      ...token,
      scopes,
      grantType: 'password',
      refreshToken: issueRefreshToken(context, token),
    });
  },
};

/** @throws {OAuthError|TooManyRequestsError} A wrong password, or too many of them. RFC 6749 §4.3.2 */
async function identify({ form, caller }: TokenRequest, context: Context): Promise<Person> {
  const answer = await checkPassword(context, {
    username: form.get('username') ?? '',
    password: form.get('password') ?? '',
    caller,
    isSecondStepImpossible: true,
  });
  if (answer.person === undefined && answer.waitSeconds > 0) {
    throw new TooManyRequestsError(answer.waitSeconds);
  }
  if (answer.person === undefined) {
    // Bitbucket: 401 and this code, where RFC 6749 §5.2 says invalid_grant.
    throw new OAuthError('invalid_request', 'Invalid resource owner username/password', 401);
  }
  return answer.person;
}
