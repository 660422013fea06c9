/** Authorization code for tokens, RFC 6749 §4.1.3. */
import { digestOf } from '../../../secrets/digest.ts';
import { CODE_SECONDS, type Context } from '../../context.ts';
import { OAuthError } from '../../errors.ts';
import type { AuthorizationCode } from '../../stores.ts';
import {
  findAuthorization,
  finishExchange,
  withdrawAuthorization,
} from '../../tokens/authorizations.ts';
import { issueRefreshToken, issueTokens } from '../../tokens/issue-tokens.ts';
import { isCodeVerifier, verifierMatches } from '../pkce.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';

export const authorizationCode: GrantType = {
  name: 'authorization_code',
  requiredFields: ['code'],

  async answer(request, context) {
    if (context.era.comparesRedirectUriFirst) compareWithRegistered(request);
    const key = digestOf(request.form.get('code') ?? '');
    const code = await context.stores.codes.get(key);
    // Somebody else's code is refused and not spent. RFC 6749 §4.1.3
    if (code?.clientId !== request.client.clientId) throw invalidCode();

    const { authorizationId, scopes, visitor = request.caller.mark } = code;
    // Before it is spent: of exchanges at once, the replays withdraw it while the winner is at work.
    const authorization = await findAuthorization(context, authorizationId);
    if (authorization === undefined) throw invalidCode();

    // From here on it is spent, whatever else is wrong: no second guess. RFC 7636 §7
    const isFirst = await spend(context, key, code);
    checkRedirectUri(code, request);
    checkVerifier(code, request, context);
    if (!isFirst) {
      // RFC 6749 §4.1.2: a replay withdraws the tokens. Assumption: not established for Bitbucket.
      await withdrawAuthorization(context, authorizationId);
      throw invalidCode();
    }
    const token = { authorizationId, visitor };
    const refreshToken = issueRefreshToken(context, token);
    // At once: on Redis it is one way there and back.
    const [answer] = await Promise.all([
      issueTokens(context, { ...token, scopes, grantType: 'authorization_code', refreshToken }),
      finishExchange(context, authorizationId, authorization),
    ]);
    return answer;
  },
};

/** @returns Was it the first time, and in time? Of exchanges at once, one is the first. */
async function spend(
  { stores, era, timeOf }: Context,
  key: string,
  code: AuthorizationCode,
): Promise<boolean> {
  const age = (await timeOf(code.visitor)) - code.issuedAt;
  if (code.isSpent || age >= CODE_SECONDS * 1000) return false;
  const life = CODE_SECONDS + era.accessTokenSeconds;
  const spent = await stores.codes.replace(key, code, { ...code, isSpent: true }, life);
  return spent !== undefined;
}

/**
 * Bitbucket: scheme and host are held against the registered callback, before the code is looked at
 * (August 2026). Assumption: the error code.
 */
function compareWithRegistered({ client, form }: TokenRequest): void {
  const redirectUri = form.get('redirect_uri');
  if (redirectUri === undefined) return;
  const [registered, sent] = [client.callbackUrl, redirectUri].map(partsOf);
  if (sent?.protocol !== registered?.protocol) {
    throw new OAuthError('invalid_request', 'Scheme must match configured redirect uri');
  }
  if (sent?.hostname !== registered?.hostname) {
    throw new OAuthError('invalid_request', 'host must match configured redirect uri');
  }
}

/** None of what is no URL. The port is left out: of a loopback address it is free. */
function partsOf(uri: string): { protocol?: string; hostname?: string } {
  return URL.canParse(uri) ? new URL(uri) : {};
}

/** RFC 6749 §4.1.3: required if it was sent before, and then unchanged. */
function checkRedirectUri(code: AuthorizationCode, { form }: TokenRequest): void {
  const { requestedRedirectUri } = code;
  // Bitbucket: left out before, it is not looked at now.
  if (requestedRedirectUri === undefined) return;
  if (form.get('redirect_uri') !== requestedRedirectUri) {
    // Bitbucket: RFC 6749 §5.2 would say invalid_grant.
    throw new OAuthError('invalid_request', 'redirect_uri does not match');
  }
}

/**
 * Some clients send a verifier that is not of RFC 7636's form, such as base64 with `+`, `/` and `=`. Its
 * hash proves as much.
 */
function checkVerifier(code: AuthorizationCode, request: TokenRequest, context: Context): void {
  const { pkce } = context.settings;
  if (pkce === 'ignore') return;
  const verifier = request.form.get('code_verifier');
  if (!verifierMatches(code.codeChallenge, verifier)) throw invalidCode(); // RFC 7636 §4.6
  if (verifier === undefined || isCodeVerifier(verifier)) return;
  if (pkce === 'strict') throw invalidCode();
  request.note('code_verifier is not 43 to 128 of A-Z a-z 0-9 - . _ ~ (RFC 7636 §4.1)');
}

function invalidCode(): OAuthError {
  return new OAuthError('invalid_grant', 'The specified code is not valid.');
}
