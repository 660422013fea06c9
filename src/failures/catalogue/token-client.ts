/** The token endpoint refuses the client: who it is, and what it may do. RFC 6749 §2.3, §5.2. Contract §1.2, §1.6. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const tokenClient = [
  {
    slug: 'wrong-client-credentials',
    title: 'Invalid OAuth client credentials',
    where: 'token-endpoint',
    texts: [{ text: 'Invalid OAuth client credentials' }],
    codes: ['unauthorized_client'],
    statuses: [400],
    sent: { Authorization: 'changed' },
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The key or the secret is wrong: mistyped, cut off, with a line feed at its end, of another consumer, or renewed in the settings since. Bitbucket answers 400 where RFC 6749 says 401, and with the same words to a spent refresh token.',
    fix: [
      'Copy key and secret once more from the settings of the consumer.',
      'Print their lengths, never their values: 18 and 32 characters, or 32 and 76 for an OAuth client of the newer kind.',
      'With HTTP Basic, encode `key:secret` as base64, with no line feed: `printf` in place of `echo`.',
      'If the request was a refresh, read about the refused refresh token.',
    ],
    change: {
      before: "auth: { username: key, password: readFileSync('secret', 'utf8') }",
      after: "auth: { username: key, password: readFileSync('secret', 'utf8').trim() }",
    },
    related: [
      'refresh-token-refused',
      'client-credentials-missing',
      'credential-length',
      'invalid-client-id',
      'grant-not-for-this-client',
      'refresh-race',
    ],
    statements: ['wrong-secret', 'basic-authentication', 'oauth-clients-page'],
  },
  {
    slug: 'client-credentials-missing',
    title: 'Client credentials missing',
    where: 'token-endpoint',
    texts: [
      {
        text: 'Client credentials missing; this request needs to be authenticated with the OAuth client id and secret',
      },
      { text: 'Client credentials missing' },
      { text: 'Requests must be authenticated using OAuth client credentials', era: 'legacy' },
    ],
    codes: ['invalid_request', 'unauthorized_client'],
    assumedCodes: ['invalid_request'],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The token request carries neither HTTP Basic nor both of `client_id` and `client_secret`. Bitbucket has no public clients: it asks for the secret even with PKCE.',
    fix: [
      'Send `Authorization: Basic …`, made of key and secret.',
      'Or put both, `client_id` and `client_secret`, into the form body; not into the address.',
      'If your app has no place for a secret, give it a small server that has.',
    ],
    change: {
      before: 'axios.post(tokenUrl, form)',
      after: 'axios.post(tokenUrl, form, { auth: { username: key, password: secret } })',
    },
    related: ['wrong-client-credentials', 'bearer-at-token-endpoint'],
    statements: [
      'credentials-missing',
      'basic-authentication',
      'secret-in-body',
      'pkce-needs-secret',
    ],
  },
  {
    slug: 'no-callback-url',
    title: 'No callback uri defined for the OAuth client.',
    where: 'token-endpoint',
    alsoAt: ['authorize-page'],
    texts: [{ text: 'No callback uri defined for the OAuth client.' }],
    codes: ['invalid_request'],
    statuses: [400],
    eras: BOTH_ERAS,
    cause:
      'The consumer has no callback URL. Until 2026 every grant was refused without one, client credentials included, although nothing is called back there; since then it is needed where a browser comes back.',
    fix: [
      'Open the settings of the consumer and fill in “Callback URL”.',
      'For client credentials alone, any address of yours will do: it is never opened.',
    ],
    change: {
      box: 'Callback URL',
      boxOnNewerPage: 'tab Authorization: tick Authorization code, then fill in Callback URL',
    },
    related: ['invalid-redirect-uri', 'public-consumer'],
    statements: ['callback-needed', 'callback-count'],
  },
  {
    slug: 'public-consumer',
    title: 'Cannot use client_credentials with a consumer marked as "public".',
    where: 'token-endpoint',
    texts: [
      {
        text: 'Cannot use client_credentials with a consumer marked as "public". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.',
      },
      { text: 'Cannot use client_credentials with a consumer marked as "public"' },
    ],
    codes: ['invalid_grant'],
    statuses: [400],
    grantTypes: ['client_credentials'],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Only a consumer that can keep a secret may act for itself, and this one is not marked as private. The code `invalid_grant` misleads: there is nothing wrong with the request.',
    fix: [
      'Tick “This is a private consumer” in the settings of the consumer, and save.',
      'On the newer page, tick Client credentials.',
      'Send the same request again: key and secret stay the same.',
    ],
    change: {
      box: 'This is a private consumer',
      boxOnNewerPage: 'tab Authorization: tick Client credentials',
    },
    related: ['grant-not-for-this-client', 'no-callback-url', 'connect-jwt-ended'],
    statements: ['private-consumer', 'grant-boxes', 'client-credentials-work'],
  },
  {
    slug: 'bearer-at-token-endpoint',
    title: 'The token endpoint answers with a page of HTML',
    where: 'token-endpoint',
    texts: [
      { text: 'The token endpoint cannot read this request.', isAssumed: true },
      { text: 'something that is not JSON ({type})', by: 'this app' },
      {
        text: "Unexpected token '<', \"<!DOCTYPE {rest} is not valid JSON",
        by: 'Node.js',
      },
      { text: 'Unexpected token < in JSON at position 0', by: 'Node.js' },
      { text: "invalid character '<' looking for beginning of value", by: 'Go' },
      { text: 'JSONDecodeError: Expecting value: line 1 column 1 (char 0)', by: 'Python' },
    ],
    sent: { Authorization: /^Bearer /i },
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'A `Bearer` header in place of Basic, or parameters in the address in place of the body, bring a page in place of JSON. So does whatever stands between you and Bitbucket: a proxy, a sign-in wall, or an outage.',
    fix: [
      'Write down the status, the `Content-Type` and the first line of the answer, before you parse it.',
      'Send key and secret as HTTP Basic, or as form fields; never `Authorization: Bearer` here.',
      'Send the parameters as the body of a POST, with nothing behind a `?`.',
      'If the request was right, look for a proxy, and try again later.',
    ],
    change: {
      before: 'axios.post(tokenUrl, form, { headers: { Authorization: `Bearer ${secret}` } })',
      after: 'axios.post(tokenUrl, form, { auth: { username: key, password: secret } })',
    },
    related: [
      'client-credentials-missing',
      'answer-not-json',
      'unsupported-grant-type-none',
      'method-not-allowed',
    ],
    statements: ['bearer-at-token-endpoint', 'basic-authentication'],
  },
  {
    slug: 'token-endpoint-preflight',
    title: 'The token endpoint cannot be called from a browser (CORS)',
    where: 'token-endpoint',
    texts: [
      {
        text: "Access to {kind} at 'https://bitbucket.org/site/oauth2/access_token' from origin '{origin}' has been blocked by CORS policy",
        by: 'Chrome',
      },
      {
        text: 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://bitbucket.org/site/oauth2/access_token',
        by: 'Firefox',
      },
      { text: 'No preflight here', isAssumed: true },
    ],
    statuses: [500],
    eras: BOTH_ERAS,
    cause:
      'A script of another origin sends `Authorization`, so the browser asks first, and Bitbucket’s token endpoint was seen to answer that preflight with 500. There is no setting that lets a page in: the secret does not belong into a browser.',
    fix: [
      'Send the token request from a server of yours.',
      'Let the page call that server, which keeps the secret and the refresh token.',
    ],
    change: {
      before: "await fetch('https://bitbucket.org/site/oauth2/access_token', { … });",
      after: "await fetch('/callback/exchange', { method: 'POST' });",
    },
    related: ['api-preflight', 'implicit-grant-removed', 'sign-in-page-instead'],
    statements: ['token-endpoint-cors', 'pkce-needs-secret'],
  },
] as const satisfies readonly Failure[];
