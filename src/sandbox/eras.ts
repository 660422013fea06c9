/**
 * The two eras of Bitbucket Cloud, and every difference between them as data.
 * Legacy: until spring 2026. Current: since CHANGE-3052 (enforced from 2026-05-04).
 */

export type EraName = 'legacy' | 'current';
export type GrantTypeName =
  | 'authorization_code'
  | 'password'
  | 'client_credentials'
  | 'refresh_token'
  | 'urn:bitbucket:oauth2:jwt';

export interface OAuthErrorBody {
  error: string;
  error_description: string;
}

export interface Era {
  name: EraName;
  /** `token` is the implicit grant, removed in spring 2026 (sources say 02-27 or 03-14). */
  responseTypes: readonly ('code' | 'token')[];
  grantTypes: readonly GrantTypeName[];
  /** Bitbucket: the scopes of a token answer changed their name with CHANGE-3052. */
  scopeField: 'scopes' | 'scope';
  /** Whether a token answer says `state`, the name of the grant. */
  namesGrantInState: boolean;
  redirectUriRule: 'prefix' | 'exact';
  /** At the token endpoint, with the registered callback and before the code. */
  comparesRedirectUriFirst: boolean;
  /** Those that a client without a callback may use. */
  grantTypesWithoutCallback: readonly GrantTypeName[];
  credentialLengths: { clientId: number; clientSecret: number };
  codeLength: number;
  accessTokenForm: 'opaque' | 'jwt-looking';
  refreshTokenForm: 'short' | 'jwt-looking';
  accessTokenSeconds: number;
  /** Unused for so long, a refresh token dies; `undefined`: never. */
  refreshTokenSeconds: number | undefined;
  /** A grant ends then, however much it is used; `undefined`: never. An assumption. */
  authorizationSeconds: number | undefined;
  rotatesRefreshTokens: boolean;
  invalidRefreshToken: OAuthErrorBody;
  /** Client credentials: the consumer's owner with a refresh token, or an `app_user` without. */
  clientCredentialsActAs: 'owner' | 'app_user';
  /** `?access_token=` and the form field of RFC 6750 §2.2, §2.3. */
  acceptsTokenOutsideHeader: boolean;
  /** The token of a query comes back in `next` links. */
  echoesTokenInNext: boolean;
  crossWorkspaceLists: 'answered' | 'gone';
  apiChallenge: string;
  /** What callers are told who send HTTP Basic. */
  basicRefusal: { challenge: string; message: string; isText?: true };
  apiMessages: { missingToken: string; invalidToken: string };
}

const INVALID_TOKEN = 'Token is invalid, expired, or not supported for this endpoint.';

/** Bitbucket: text, no JSON. Seen until 2023, the beginning of the address only. Contract §4.5 */
const LOGIN_FAILED = `Login failed due to incorrect login credentials or method.
For information on authentication methods for Bitbucket Cloud APIs, visit:
    https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication`;

export const eras: Readonly<Record<EraName, Era>> = {
  legacy: {
    name: 'legacy',
    responseTypes: ['code', 'token'],
    grantTypes: [
      'authorization_code',
      'password',
      'client_credentials',
      'refresh_token',
      'urn:bitbucket:oauth2:jwt',
    ],
    scopeField: 'scopes',
    namesGrantInState: true,
    redirectUriRule: 'prefix',
    comparesRedirectUriFirst: false,
    grantTypesWithoutCallback: [],
    credentialLengths: { clientId: 18, clientSecret: 32 },
    codeLength: 18,
    accessTokenForm: 'opaque',
    refreshTokenForm: 'short',
    accessTokenSeconds: 7200,
    refreshTokenSeconds: undefined,
    authorizationSeconds: undefined,
    rotatesRefreshTokens: false,
    invalidRefreshToken: {
      error: 'invalid_request',
      error_description: 'Invalid refresh_token',
    },
    clientCredentialsActAs: 'owner',
    acceptsTokenOutsideHeader: true,
    echoesTokenInNext: true,
    crossWorkspaceLists: 'answered',
    apiChallenge: 'OAuth realm="Bitbucket.org HTTP"',
    basicRefusal: {
      challenge: 'OAuth realm="Bitbucket.org HTTP"',
      message: LOGIN_FAILED,
      isText: true,
    },
    apiMessages: {
      missingToken: 'This endpoint needs an access token.', // assumption: no recorded reply
      // Bitbucket: a form that begins "OAuth2 access token expired." was seen, too: `expired-token` of src/statements.
      invalidToken: 'Access token expired. Use your refresh token to obtain a new access token.',
    },
  },
  current: {
    name: 'current',
    responseTypes: ['code'],
    grantTypes: ['authorization_code', 'client_credentials', 'refresh_token'],
    scopeField: 'scope',
    namesGrantInState: false, // assumption: the one fixture of July 2026 has none
    redirectUriRule: 'exact',
    comparesRedirectUriFirst: true,
    grantTypesWithoutCallback: ['client_credentials'],
    credentialLengths: { clientId: 32, clientSecret: 76 },
    codeLength: 43,
    accessTokenForm: 'jwt-looking',
    refreshTokenForm: 'jwt-looking',
    accessTokenSeconds: 7200,
    refreshTokenSeconds: 90 * 86_400,
    authorizationSeconds: 730 * 86_400,
    rotatesRefreshTokens: true,
    invalidRefreshToken: {
      error: 'unauthorized_client',
      error_description: 'Invalid OAuth client credentials',
    },
    clientCredentialsActAs: 'app_user',
    acceptsTokenOutsideHeader: false,
    echoesTokenInNext: false,
    crossWorkspaceLists: 'gone',
    apiChallenge: 'Bearer realm="Bitbucket.org HTTP"', // assumption: recorded for Basic callers only
    basicRefusal: { challenge: 'Basic realm="Bitbucket.org HTTP"', message: INVALID_TOKEN },
    apiMessages: { missingToken: INVALID_TOKEN, invalidToken: INVALID_TOKEN },
  },
};
