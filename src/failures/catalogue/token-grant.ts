/** The token endpoint refuses the grant: what was asked for, and what was handed in. RFC 6749 §5.2. Contract §1.6. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const tokenGrant = [
  {
    slug: 'unsupported-grant-type-none',
    title: 'Unsupported grant type: None',
    where: 'token-endpoint',
    texts: [{ text: 'Unsupported grant type: None' }],
    codes: ['invalid_grant'],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Bitbucket has found no `grant_type` in the body. Most often the body is JSON, which it does not read: the token endpoint takes a form and nothing else.',
    fix: [
      'Send the body as `application/x-www-form-urlencoded`.',
      'With axios, hand over `URLSearchParams`; an object becomes JSON.',
      'Check that the body is not empty, and that `grant_type` is in it, not in the address.',
    ],
    change: {
      before: "axios.post(tokenUrl, { grant_type: 'authorization_code', code })",
      after:
        "axios.post(tokenUrl, new URLSearchParams({ grant_type: 'authorization_code', code }))",
    },
    related: ['unsupported-grant-type', 'bearer-at-token-endpoint', 'token-request-unreadable'],
    statements: ['form-bodies', 'grant-type-unknown'],
  },
  {
    slug: 'password-grant-removed',
    title: 'Unsupported grant type: password',
    where: 'token-endpoint',
    texts: [{ text: 'Unsupported grant type: password', isAssumed: true }],
    codes: ['invalid_grant'],
    assumedCodes: ['invalid_grant'],
    statuses: [400],
    grantTypes: ['password'],
    contentType: 'json',
    eras: ['current'],
    cause:
      'The password grant ended with the account passwords, for everybody on 2022-03-01. No reply to it is on record since: these words follow from those for other unknown grant types.',
    fix: [
      'Use the authorization code grant where a person takes part.',
      'Use client credentials where your app acts for itself.',
      'Delete the passwords that your app has kept.',
    ],
    change: { before: 'grant_type=password', after: 'grant_type=authorization_code' },
    related: ['unsupported-grant-type', 'wrong-password', 'basic-at-api'],
    statements: ['password-removed', 'password-today'],
  },
  {
    slug: 'connect-jwt-ended',
    title: 'Unsupported grant type: urn:bitbucket:oauth2:jwt',
    where: 'token-endpoint',
    texts: [{ text: 'Unsupported grant type: urn:bitbucket:oauth2:jwt', isAssumed: true }],
    codes: ['invalid_grant'],
    assumedCodes: ['invalid_grant'],
    statuses: [400],
    grantTypes: ['urn:bitbucket:oauth2:jwt'],
    contentType: 'json',
    eras: ['current'],
    cause:
      'The JWT grant is for Connect add-ons alone, and ends with Connect in December 2026. How it is refused afterwards is not on record: these words follow from those for other grant types.',
    fix: ['Register an OAuth client, and use client credentials.', 'Or move the add-on to Forge.'],
    related: ['unsupported-grant-type', 'public-consumer'],
    statements: ['connect-jwt', 'grant-type-unknown'],
  },
  {
    slug: 'unsupported-grant-type',
    title: 'Unsupported grant type: …',
    where: 'token-endpoint',
    texts: [{ text: 'Unsupported grant type: {name}', isAssumed: true }],
    codes: ['invalid_grant', 'unsupported_grant_type'],
    assumedCodes: ['invalid_grant', 'unsupported_grant_type'],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Bitbucket does not know this `grant_type`, or has ended it: the device flow never existed there, and the password grant is gone. RFC 6749 §5.2 would say `unsupported_grant_type`.',
    fix: [
      'Send one of `authorization_code`, `client_credentials` and `refresh_token`.',
      'Compare the spelling: underscores, lower case, no spaces.',
    ],
    change: { before: 'grant_type=code', after: 'grant_type=authorization_code' },
    related: [
      'unsupported-grant-type-none',
      'password-grant-removed',
      'connect-jwt-ended',
      'grant-not-for-this-client',
    ],
    statements: ['grant-type-unknown', 'no-device-flow'],
  },
  {
    slug: 'code-missing',
    title: 'Missing required field: code',
    where: 'token-endpoint',
    texts: [{ text: 'Missing required field: code' }],
    codes: ['invalid_request'],
    statuses: [400],
    grantTypes: ['authorization_code'],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The token request has no `code`, though the grant needs one. Often the callback was opened without one, because the person said no or opened it by hand, and the app went on all the same.',
    fix: [
      'Look for `error` in the callback before you look for `code`.',
      'Stop where there is no `code`, and show what came.',
      'Check the name: it is `code`, and it goes into the form body.',
    ],
    change: {
      before: 'const { code } = request.query;',
      after:
        "const { code } = request.query;\nif (typeof code !== 'string') return showRefusal(request.query.error);",
    },
    related: ['field-missing', 'code-not-valid', 'access-denied', 'answer-without-code'],
    statements: ['code-missing'],
  },
  {
    slug: 'field-missing',
    title: 'Missing required field: …',
    where: 'token-endpoint',
    texts: [{ text: 'Missing required field: {name}', isAssumed: true }],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'A field that the grant needs is not in the form body, or is empty. It is on record for `code`; for `refresh_token`, `username` and `password` it follows from that.',
    fix: [
      'Send the field that is named, as a form field.',
      'For a refresh: check that the refresh token was stored, and is read again.',
    ],
    change: {
      before: 'grant_type=refresh_token',
      after: 'grant_type=refresh_token&refresh_token=…',
    },
    related: ['code-missing', 'refresh-token-refused'],
    statements: ['code-missing'],
  },
  {
    slug: 'code-not-valid',
    title: 'The specified code is not valid.',
    where: 'token-endpoint',
    texts: [{ text: 'The specified code is not valid.' }],
    codes: ['invalid_grant'],
    statuses: [400],
    grantTypes: ['authorization_code'],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The code was used already, has expired, belongs to another consumer, or was cut off on its way; on record are these words for an unknown one alone. Look first for a second request with the same code: a reloaded callback, a double click, or a retry.',
    fix: [
      'Trade the code at once, and once: no retry with the same one.',
      'Answer the callback with a redirect, so that a reload does not send the code again.',
      'Take the code out of the query with a parser, so that it is decoded.',
      'Run the grant again: a code cannot be mended.',
    ],
    change: {
      before: "app.get('/callback', (req, res) => res.send(await exchange(req.query.code)));",
      after:
        "app.get('/callback', async (req, res) => { await exchange(req.query.code); res.redirect(303, '/'); });",
    },
    related: ['verifier-refused', 'code-missing', 'state-used', 'state-expired'],
    statements: ['code-unknown', 'code-used', 'code-life'],
  },
  {
    slug: 'verifier-refused',
    title: 'The code_verifier does not fit the code_challenge',
    where: 'token-endpoint',
    texts: [{ text: 'The specified code is not valid.', isAssumed: true }],
    statuses: [400],
    grantTypes: ['authorization_code'],
    sent: { code_verifier: 'changed' },
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The `code_verifier` of the token request is not the one whose hash went with the first request, or it is missing. Bitbucket was seen to take a wrong one; the sandbox checks it, unless it was started with `--pkce ignore`.',
    fix: [
      'Keep the verifier with the `state`, in the session of this browser.',
      'Send the verifier itself, not its hash.',
      'Make a new one for each run.',
    ],
    change: { before: 'code_verifier: challenge', after: 'code_verifier: verifier' },
    related: ['code-not-valid', 'code-challenge-refused'],
    statements: ['pkce-verifier', 'pkce-needs-secret'],
  },
] as const satisfies readonly Failure[];
