/** The token endpoint refuses what came with the grant: redirect URI, refresh token, password, form. Contract §1.4 to §1.6. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const tokenFields = [
  {
    slug: 'redirect-uri-does-not-match',
    title: 'redirect_uri does not match',
    where: 'token-endpoint',
    texts: [{ text: 'redirect_uri does not match' }],
    codes: ['invalid_request'],
    statuses: [400],
    grantTypes: ['authorization_code'],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The first request named a `redirect_uri`, and the token request names another one or none. RFC 6749 §4.1.3 wants the same text in both, letter by letter.',
    fix: [
      'Keep the `redirect_uri` of the first request, and send that one again.',
      'Build it once: two places that build it differ by a slash, a port or a query sooner or later.',
      'Or leave it out of both: then the registered callback URL holds.',
    ],
    change: {
      before: 'redirect_uri: `${base}/callback/`',
      after: 'redirect_uri: transaction.redirectUri',
    },
    related: ['redirect-uri-other-host', 'invalid-redirect-uri'],
    statements: ['redirect-repeated', 'redirect-omitted'],
  },
  {
    slug: 'redirect-uri-other-host',
    title: 'host must match configured redirect uri',
    where: 'token-endpoint',
    texts: [
      { text: 'host must match configured redirect uri', era: 'current' },
      { text: 'Scheme must match configured redirect uri', era: 'current' },
    ],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    statuses: [400],
    grantTypes: ['authorization_code'],
    contentType: 'json',
    eras: ['current'],
    cause:
      'The `redirect_uri` of the token request has another host or scheme than the callback URL of the consumer. Bitbucket checks that before it looks at the code, so the code may well be good.',
    fix: [
      'Compare host and scheme of the `redirect_uri` with “Callback URL” in the settings of the consumer.',
      'Do not mix `localhost` and `127.0.0.1`, nor `http` and `https`.',
      'Register one consumer for each environment.',
    ],
    change: {
      before: 'redirect_uri=http://app.example/callback',
      after: 'redirect_uri=https://app.example/callback',
    },
    related: ['redirect-uri-does-not-match', 'invalid-redirect-uri'],
    statements: ['redirect-host', 'order-of-checks'],
  },
  {
    slug: 'refresh-token-refused',
    title: 'The refresh token is refused',
    where: 'token-endpoint',
    texts: [
      { text: 'Invalid OAuth client credentials', era: 'current' },
      { text: 'Invalid refresh_token', era: 'legacy' },
    ],
    codes: ['unauthorized_client', 'invalid_request', 'invalid_grant'],
    assumedCodes: ['invalid_grant'],
    statuses: [400],
    grantTypes: ['refresh_token'],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The refresh token was used before, was left unused for three months, was taken back by the person, or is another client’s. Since CHANGE-3052 each refresh brings a new one and ends the old one, and Bitbucket refuses it with the words for a wrong secret.',
    fix: [
      'Store the new refresh token of every answer, before you use the new access token.',
      'Let one process refresh at a time.',
      'Send the person through the consent page again: a spent refresh token does not come back.',
      'If every refresh fails, check key and secret as well.',
    ],
    change: {
      before: 'save({ accessToken: token.access_token })',
      after: 'save({ accessToken: token.access_token, refreshToken: token.refresh_token })',
    },
    related: [
      'wrong-client-credentials',
      'refresh-race',
      'token-expired',
      'field-missing',
      'token-revoked',
      'no-refresh-token-for-client',
    ],
    statements: ['refresh-refused', 'refresh-rotates', 'refresh-grace', 'refresh-unused'],
  },
  {
    slug: 'refresh-race',
    title: 'The rotating refresh token is lost in a race',
    where: 'token-endpoint',
    alsoAt: ['client'],
    texts: [
      { text: 'Invalid OAuth client credentials', era: 'current' },
      { text: 'The refresh token is of no more use', by: 'this app' },
    ],
    statuses: [400],
    grantTypes: ['refresh_token'],
    contentType: 'json',
    eras: ['current'],
    cause:
      'Two requests, tabs or processes have refreshed at the same moment with the same refresh token. One got the new pair, the other was refused or wrote the old pair over the new one, and the person is logged out.',
    fix: [
      'Refresh under a lock: one asks, the others wait for its answer.',
      'Across processes, keep that lock where the tokens are kept.',
      'After the lock, read the stored token again: somebody may have been faster.',
      'Do not sign the person out at the first refusal: look first whether a newer token was stored.',
    ],
    change: {
      before: 'const token = await refresh(stored.refreshToken);',
      after: 'const token = await once(`refresh ${user}`, () => refresh(stored.refreshToken));',
    },
    related: ['refresh-token-refused', 'wrong-client-credentials', 'connection-interrupted'],
    statements: ['refresh-rotates', 'refresh-grace', 'refresh-reuse'],
  },
  {
    slug: 'wrong-password',
    title: 'Invalid resource owner username/password',
    where: 'token-endpoint',
    texts: [{ text: 'Invalid resource owner username/password', era: 'legacy' }],
    codes: ['invalid_request', 'invalid_grant'],
    assumedCodes: ['invalid_grant'],
    statuses: [401],
    grantTypes: ['password'],
    contentType: 'json',
    eras: ['legacy'],
    cause:
      'The name or the password is wrong, or the account has two-step verification, which this grant could never pass: both are refused in the same way. The grant ended on 2022-03-01.',
    fix: [
      'Check the user name: an e-mail address is another thing.',
      'With two-step verification, use the authorization code grant.',
      'Move to the authorization code grant in any case: this one is gone.',
    ],
    change: { before: 'grant_type=password', after: 'grant_type=authorization_code' },
    related: ['password-grant-removed', 'basic-at-api'],
    statements: ['password-refused', 'password-two-step', 'password-removed'],
  },
  {
    slug: 'token-request-unreadable',
    title: 'The token request cannot be read',
    where: 'token-endpoint',
    texts: [
      { text: 'The body cannot be read', isAssumed: true },
      { text: 'Too many parameters', isAssumed: true },
    ],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    statuses: [400, 413],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The body is compressed, of a strange charset, larger than a form of this kind ever is, or has far too many fields. These words are the sandbox’s: what Bitbucket answers is not on record.',
    fix: [
      'Send a plain form in UTF-8, without `Content-Encoding`.',
      'Send the fields of the grant and nothing else.',
    ],
    related: ['unsupported-grant-type-none', 'invalid-query'],
    statements: ['form-bodies'],
  },
  {
    slug: 'method-not-allowed',
    title: 'Method not allowed',
    where: 'token-endpoint',
    alsoAt: ['api', 'authorize-page'],
    texts: [
      { text: 'Method not allowed', isAssumed: true },
      { text: 'Request failed with status code 405', by: 'axios' },
    ],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    statuses: [405],
    eras: BOTH_ERAS,
    cause:
      'The address exists, and the method does not: the token endpoint is for POST alone, and what reads is for GET. The header `Allow` names the methods; the words are the sandbox’s, which leaves some of Bitbucket’s addresses out.',
    fix: [
      'Use POST for the token endpoint, with the parameters in the body.',
      'Read `Allow` in the answer.',
      'Check that no redirect has made a GET of your POST.',
    ],
    change: {
      before: 'GET /site/oauth2/access_token?grant_type=…',
      after: 'POST /site/oauth2/access_token',
    },
    related: ['bearer-at-token-endpoint', 'address-unknown', 'token-endpoint-redirects'],
    statements: ['basic-authentication'],
  },
] as const satisfies readonly Failure[];
