/** The browser comes back with an error in place of a code. RFC 6749 §4.1.2.1, §4.2.2.1. Contract §1.1. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const redirect = [
  {
    slug: 'access-denied',
    title: 'access_denied',
    where: 'redirect',
    texts: [
      { text: 'error=access_denied', isAssumed: true },
      { text: 'The resource owner denied the request', isAssumed: true },
    ],
    codes: ['access_denied'],
    assumedCodes: ['access_denied'],
    eras: BOTH_ERAS,
    cause:
      'The person read the consent page and chose Cancel. Nothing is broken: it is the one error that every client meets, and the words beside the code are not on record.',
    fix: [
      'Tell the person what your app cannot do without the permission.',
      'Offer a link that starts again, and do not start again by yourself.',
      'Ask for fewer scopes if people often say no.',
    ],
    change: {
      before: 'const { code } = request.query;',
      after: "if (request.query.error === 'access_denied') return showDeclined(response);",
    },
    related: ['answer-without-code', 'sandbox-page-refused', 'code-missing'],
    statements: ['denial', 'consent-page'],
  },
  {
    slug: 'unknown-scope',
    title: 'Unknown scope: …',
    where: 'redirect',
    texts: [{ text: 'Unknown scope: {names}' }],
    codes: ['invalid_scope'],
    eras: BOTH_ERAS,
    cause:
      'The request asks for a scope that Bitbucket does not have. Often the names are joined by commas, which makes one unknown name of them, or they are scopes of API tokens, such as `read:repository:bitbucket`.',
    fix: [
      'Join the names with spaces: `scope=account%20email`.',
      'Use the short names of OAuth: `account`, `repository`, `pullrequest:write`.',
      'Leave `scope` out to ask for everything that the consumer has.',
    ],
    change: { before: "scope: ['account', 'email'].join(',')", after: "scope: 'account email'" },
    related: ['scope-exceeds-client', 'scope-missing'],
    statements: ['scope-unknown', 'api-scopes-apart', 'scopes-of-client'],
  },
  {
    slug: 'scope-exceeds-client',
    title: "These requested scopes are beyond the OAuth client's own scopes: …",
    where: 'redirect',
    texts: [{ text: "These requested scopes are beyond the OAuth client's own scopes: {names}" }],
    codes: ['invalid_scope'],
    eras: BOTH_ERAS,
    cause:
      'The scopes exist, but their boxes are not ticked in the settings of the consumer. A request may ask for fewer scopes than the consumer has, and never for more.',
    fix: [
      'Tick the permission in the settings of the consumer, and save.',
      'Run the grant again: consents and tokens of before do not grow.',
    ],
    change: {
      box: 'Permissions: tick what the request asks for',
      boxOnNewerPage: 'tab Scopes: tick what the request asks for',
    },
    related: ['unknown-scope', 'scope-missing'],
    statements: ['scope-beyond-client', 'scopes-of-client'],
  },
  {
    slug: 'implicit-grant-removed',
    title: 'response_type=token is refused: the implicit grant is gone',
    where: 'redirect',
    alsoAt: ['authorize-page'],
    texts: [
      { text: 'Unsupported response type', isAssumed: true },
      { text: 'unsupported_response_type', isAssumed: true },
    ],
    codes: ['unsupported_response_type'],
    assumedCodes: ['unsupported_response_type'],
    eras: ['current'],
    cause:
      'Bitbucket removed the implicit grant in spring 2026, so `response_type=token` brings no token any more. What bitbucket.org answers to it today is not on record; the code is the one of RFC 6749.',
    fix: [
      'Send `response_type=code`, and trade the code for a token on a server of yours.',
      'Keep the secret on that server: a script in the browser cannot hold it, and the token endpoint answers no script of another origin.',
    ],
    change: { before: 'response_type=token', after: 'response_type=code' },
    related: ['implicit-without-refresh', 'token-endpoint-preflight', 'response-type-missing'],
    statements: ['implicit-removed', 'implicit-today', 'token-endpoint-cors', 'pkce-needs-secret'],
  },
  {
    slug: 'implicit-without-refresh',
    title: 'The implicit grant brings no refresh token',
    where: 'redirect',
    texts: [],
    eras: ['legacy'],
    cause:
      'The fragment of the implicit grant never carried a refresh token: what is in a browser’s address could not be kept for long. After one or two hours the person had to be sent through the consent page again, and since spring 2026 the grant is gone.',
    fix: [
      'Use the authorization code grant with a small server, which keeps the refresh token.',
      'Until then, send the browser to the authorization endpoint again when a call is answered with 401.',
    ],
    related: ['implicit-grant-removed', 'token-expired'],
    statements: ['implicit-fragment', 'implicit-removed', 'access-token-life'],
  },
  {
    slug: 'response-type-missing',
    title: 'Missing required parameter: response_type',
    where: 'redirect',
    texts: [{ text: 'Missing required parameter: response_type', isAssumed: true }],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    eras: BOTH_ERAS,
    cause:
      'The authorization request does not say what should come back. RFC 6749 §3.1.1 requires `response_type`; how Bitbucket refuses a request without it is not on record.',
    fix: ['Add `response_type=code` to the address that the browser is sent to.'],
    change: {
      before: '/site/oauth2/authorize?client_id=…',
      after: '/site/oauth2/authorize?client_id=…&response_type=code',
    },
    related: ['implicit-grant-removed', 'parameter-repeated'],
    statements: ['implicit-today'],
  },
  {
    slug: 'grant-not-for-this-client',
    title: 'unauthorized_client: this client may not use the grant',
    where: 'redirect',
    alsoAt: ['token-endpoint'],
    texts: [
      { text: 'This OAuth client may not use this grant', isAssumed: true },
      { text: 'This OAuth client may not use this grant type', isAssumed: true },
    ],
    codes: ['unauthorized_client'],
    assumedCodes: ['unauthorized_client'],
    eras: BOTH_ERAS,
    cause:
      'The newer settings page has a box for each grant, and the one that was asked for is not ticked. What Bitbucket then answers is not on record: the code is the one of RFC 6749.',
    fix: [
      'Open the OAuth client, tab Authorization, and tick Authorization code or Client credentials.',
      'Save, then run the grant again.',
    ],
    change: {
      box: 'This is a private consumer',
      boxOnNewerPage: 'tab Authorization: tick the grant',
    },
    related: ['public-consumer', 'unsupported-grant-type', 'wrong-client-credentials'],
    statements: ['grant-boxes'],
  },
  {
    slug: 'code-challenge-refused',
    title: 'code_challenge is refused',
    where: 'redirect',
    texts: [
      { text: 'code_challenge must be 43 characters of base64url', isAssumed: true },
      { text: 'code_challenge_method must be S256', isAssumed: true },
    ],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    eras: BOTH_ERAS,
    cause:
      'The challenge is not the base64url of a SHA-256, or the method is `plain` or left out, which RFC 7636 reads as `plain`. Bitbucket takes any challenge and checks none; the sandbox is strict on purpose.',
    fix: [
      'Hash the verifier with SHA-256 and write it as base64url, without `=` at its end: 43 characters.',
      'Send `code_challenge_method=S256` with it.',
    ],
    change: {
      before: "createHash('sha256').update(verifier).digest('base64')",
      after: "createHash('sha256').update(verifier).digest('base64url')",
    },
    related: ['verifier-refused'],
    statements: ['pkce-verifier'],
  },
] as const satisfies readonly Failure[];
