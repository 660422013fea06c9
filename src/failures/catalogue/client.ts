/** The client itself refuses, or loses, what came. RFC 6749 §10.12, RFC 9207. Contract §1.3, §7. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const client = [
  {
    slug: 'state-missing',
    title: 'The answer carries no state',
    where: 'client',
    texts: [{ text: 'The answer carries no state', by: 'this app' }],
    eras: BOTH_ERAS,
    cause:
      'The authorization response came without a `state`: the request had none, or something on the way has dropped the query. Without it nobody can tell whose answer it is, so the client uses none.',
    fix: [
      'Put a fresh, random `state` into each authorization request, and keep it in the session.',
      'Compare it when the browser is back, and use it once.',
      'Check that no redirect of your own drops the query.',
    ],
    change: {
      before: "url.searchParams.set('response_type', 'code');",
      after:
        "url.searchParams.set('response_type', 'code');\nurl.searchParams.set('state', session.state);",
    },
    related: ['state-unknown'],
    statements: ['state-echoed'],
  },
  {
    slug: 'state-unknown',
    title: 'The state of the answer is not the one that was sent',
    where: 'client',
    texts: [
      { text: 'This browser did not ask for that', by: 'this app' },
      { text: 'Unable to verify authorization request state.', by: 'Passport' },
      { text: 'Invalid authorization request state.', by: 'Passport' },
      {
        text: '(mismatching_state) CSRF Warning! State not equal in request and response.',
        by: 'oauthlib',
      },
      { text: 'InvalidStateException', by: 'Socialite' },
      { text: '[authorization_request_not_found]', by: 'Spring Security' },
      { text: 'csrf_detected | CSRF detected', by: 'OmniAuth' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The `state` in the answer is not one that this browser was given: another browser or host began, the session was lost, two runs have overwritten each other, or somebody has planted the answer. The client must not use the code.',
    fix: [
      'Begin and end on the same host: `localhost` and `127.0.0.1` have different cookies.',
      'Let the session cookie be `SameSite=Lax`: with `Strict` it does not come along with the redirect.',
      'Keep one state for each run, not one for each session.',
      'Share sessions between the processes behind a balancer.',
    ],
    change: {
      before: "cookie: { sameSite: 'strict' }",
      after: "cookie: { sameSite: 'lax', secure: true, httpOnly: true }",
    },
    related: ['state-missing', 'session-lost', 'state-used', 'state-expired', 'issuer-mismatch'],
    statements: ['state-echoed'],
  },
  {
    slug: 'state-used',
    title: 'The same answer is brought a second time',
    where: 'client',
    texts: [{ text: 'That answer was used already', by: 'this app' }],
    eras: BOTH_ERAS,
    cause:
      'A reload, a double click, the Back button or another tab has brought the same answer again. Its `state` was used, and its code is spent.',
    fix: [
      'Answer the callback with a redirect to a page without code and state.',
      'Take the state out of the session in one step, and show what came of the first answer.',
    ],
    change: {
      before: 'res.send(page)',
      after: "res.redirect(303, '/account')",
    },
    related: ['code-not-valid', 'state-unknown'],
    statements: ['code-used', 'state-echoed'],
  },
  {
    slug: 'state-expired',
    title: 'The answer came too late',
    where: 'client',
    texts: [{ text: 'That took longer than ten minutes', by: 'this app' }],
    eras: BOTH_ERAS,
    cause:
      'More than ten minutes lie between the request and the answer, so this app takes its `state` no more. The code would be too old as well, by RFC 6749; how long one lives at Bitbucket is not published.',
    fix: ['Start again, and answer the consent page within ten minutes.'],
    related: ['state-unknown', 'code-not-valid'],
    statements: ['code-life'],
  },
  {
    slug: 'session-lost',
    title: 'The session cookie does not come back with the answer',
    where: 'client',
    texts: [
      { text: 'This browser has no run under way', by: 'this app' },
      { text: 'State cookie was missing.', by: 'Auth.js' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The browser is back without the cookie that was set when it left. It was another browser or host, cookies are off, the cookie was `SameSite=Strict` or `Secure` on `http`, or the app has been restarted with sessions in memory.',
    fix: [
      'Let the callback have the same scheme and host as the page that began.',
      'Set the cookie `SameSite=Lax`, and `Secure` only behind `https`.',
      'Behind a proxy, tell the app so: in Express `trust proxy`.',
    ],
    change: {
      before: 'app.use(session({ … }));',
      after: "app.set('trust proxy', 1);\napp.use(session({ … }));",
    },
    related: ['state-unknown', 'form-out-of-date'],
    statements: ['state-echoed'],
  },
  {
    slug: 'issuer-mismatch',
    title: 'The answer is not from the server that was asked',
    where: 'client',
    texts: [
      { text: 'The answer is not from the server that was asked', by: 'this app' },
      { text: 'The answer is not from the authorization server that was asked.', by: 'this app' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The `iss` of the answer names another authorization server than the one of this run, or is missing where that server sends one. A client that talks to several servers must not send the code of one to another (RFC 9207).',
    fix: [
      'Use one redirect URI for each server.',
      'Compare `iss` where the server sends it. Bitbucket was never seen to send one.',
    ],
    related: ['state-unknown'],
    statements: ['issuer-parameter'],
  },
  {
    slug: 'answer-without-code',
    title: 'The answer has neither a code nor an error',
    where: 'client',
    texts: [
      { text: 'The authorization response has neither a code nor an error.', by: 'this app' },
      { text: 'An answer to the implicit grant comes in the fragment.', by: 'this app' },
    ],
    eras: BOTH_ERAS,
    cause:
      'The redirect URI was opened without what belongs there: by hand, by a crawler, or after a redirect that has dropped the query. An answer of the implicit grant stands in the fragment, which no server sees.',
    fix: [
      'Start from the page of your app, and not from the redirect URI.',
      'Check that nothing rewrites the address on its way: a slash, `www.`, `http` to `https`.',
    ],
    related: ['code-missing', 'access-denied'],
    statements: ['state-echoed'],
  },
  {
    slug: 'form-from-another-site',
    title: 'The form came from another site',
    where: 'client',
    texts: [{ text: 'That form came from another site', by: 'this app' }],
    statuses: [403],
    eras: BOTH_ERAS,
    cause:
      'The browser says that a page of another site has sent the form, so the app does nothing. It protects whoever is signed in from pages that send forms in their name.',
    fix: [
      'Use the form on the page of the app.',
      'Reach the app by the address that it is configured with.',
    ],
    related: ['form-out-of-date'],
    statements: ['state-echoed'],
  },
  {
    slug: 'form-out-of-date',
    title: 'The form is out of date',
    where: 'client',
    texts: [
      { text: 'That form is out of date', by: 'this app' },
      { text: 'invalid csrf token', by: 'Express' },
    ],
    statuses: [403],
    eras: BOTH_ERAS,
    cause:
      'The token in the form belongs to a session that has ended: an hour without a click, a restart, or a new sign-in in another tab. Nothing was done.',
    fix: ['Reload the page, and send the form again.'],
    related: ['form-from-another-site', 'session-lost'],
    statements: ['state-echoed'],
  },
] as const satisfies readonly Failure[];
