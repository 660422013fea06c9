/** The authorization endpoint shows a page, and nothing comes back to the client. RFC 6749 §4.1.2.1. Contract §1.1. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

const MISCONFIGURED = {
  text: 'This integration is misconfigured. Contact the vendor for assistance.',
} as const;

export const authorizePage = [
  {
    slug: 'invalid-client-id',
    title: 'Invalid client_id',
    where: 'authorize-page',
    texts: [{ text: 'Invalid client_id' }, MISCONFIGURED],
    statuses: [400],
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'No consumer has the `client_id` of the request: it is misspelt, cut off, left out, a placeholder, or that of a consumer that was deleted. Bitbucket then trusts no redirect URI either, so the browser stays on its page and your client hears nothing.',
    fix: [
      'Open the workspace settings, then OAuth clients (on the older page OAuth consumers), and copy the key once more.',
      'Look at the address of the page that failed: compare its `client_id` with the key, letter by letter.',
      'Check that your app really reads the key from its configuration, and not an empty string.',
    ],
    change: {
      before: "url.searchParams.set('client_id', process.env.BITBUCKET_CLIENT ?? '');",
      after: "url.searchParams.set('client_id', requireSetting('BITBUCKET_CLIENT_ID'));",
    },
    related: ['invalid-redirect-uri', 'wrong-client-credentials', 'credential-length'],
    statements: ['unknown-client', 'settings-page'],
  },
  {
    slug: 'invalid-redirect-uri',
    title: 'Invalid redirect_uri',
    where: 'authorize-page',
    texts: [{ text: 'Invalid redirect_uri' }, MISCONFIGURED],
    statuses: [400],
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'The `redirect_uri` of the request does not fit the callback URL of the consumer: another scheme, host, port or path, or a slash more or less. Bitbucket sends a browser to no address that is not registered, so it shows a page, and your client hears nothing.',
    fix: [
      'Read the `redirect_uri` in the address of the page that failed, and decode it.',
      'Copy it into “Callback URL” in the settings of the consumer, or change your app to send what is registered there.',
      'Behind a proxy, check the scheme: an app that thinks it is reached by `http` sends `http`.',
    ],
    change: {
      before: 'Callback URL  http://app.example/callback/',
      after: 'Callback URL  https://app.example/callback',
    },
    related: [
      'invalid-client-id',
      'redirect-uri-does-not-match',
      'redirect-uri-other-host',
      'no-callback-url',
    ],
    statements: ['bad-redirect', 'redirect-matching', 'loopback-ports', 'localhost-ports'],
  },
  {
    slug: 'parameter-repeated',
    title: 'A parameter is given more than once',
    where: 'authorize-page',
    alsoAt: ['token-endpoint'],
    texts: [
      { text: 'Parameter given more than once: {name}', isAssumed: true },
      { text: 'Parameter given as a list: {name}', isAssumed: true },
      { text: 'The parameter {name} came more than once.', by: 'this app' },
    ],
    codes: ['invalid_request'],
    assumedCodes: ['invalid_request'],
    statuses: [400],
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'The same parameter stands in the request twice, often because a library adds what your code has added already. RFC 6749 §3.1 forbids it; Bitbucket was seen to take `response_type` twice, and nothing is known of the others.',
    fix: [
      'Look at the address that was opened, and find the name that stands there twice.',
      'Set parameters, do not append them.',
    ],
    change: {
      before: "url.searchParams.append('response_type', 'code');",
      after: "url.searchParams.set('response_type', 'code');",
    },
    related: ['response-type-missing'],
    statements: ['parameter-twice'],
  },
  {
    slug: 'sign-in-page-instead',
    title: 'A sign-in page comes in place of the answer',
    where: 'authorize-page',
    texts: [
      {
        text: "Access to fetch at 'https://bitbucket.org/site/oauth2/authorize{query}' from origin '{origin}' has been blocked by CORS policy",
        by: 'Chrome',
        isAssumed: true,
      },
      {
        text: "Refused to display 'https://bitbucket.org/' in a frame because it set 'X-Frame-Options' to '{value}'",
        by: 'Chrome',
        isAssumed: true,
      },
    ],
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'A script, a frame or a server asked for the authorization endpoint. It is made for a person in a browser: whoever is not signed in is led to a sign-in page first, and only the whole window comes back with a code.',
    fix: [
      'Send the browser itself there: answer with a redirect, or set `location` in the page.',
      'Use neither `fetch`, nor axios, nor a frame for this one address.',
    ],
    change: {
      before: 'await axios.get(authorizationUrl);',
      after: 'response.redirect(authorizationUrl);',
    },
    related: ['token-endpoint-preflight', 'api-preflight'],
    statements: ['sign-in-first'],
  },
  {
    slug: 'sandbox-page-refused',
    title: 'A page of the sandbox refuses',
    where: 'authorize-page',
    texts: [
      'This request is unknown here',
      'This form did not come from here',
      'This form does not fit',
      'This answer does not fit the question',
      'Somebody else has answered this request',
      'You have signed in or out meanwhile',
      'Only as a page of its own',
      'Not in advance',
      'There is nothing here',
      'The request cannot be read',
    ].map((text) => ({ text, isAssumed: true, by: 'the sandbox' }) as const),
    statuses: [400, 403, 404, 503],
    contentType: 'html',
    eras: BOTH_ERAS,
    cause:
      'The page belongs to a request that has ended, to another browser or person, or to no request at all. It is a page of the built-in sandbox, which guards its forms; Bitbucket’s own pages are not like it.',
    fix: [
      'Go back to the application and start again.',
      'Allow cookies for the sandbox, and answer in the browser in which you began.',
    ],
    related: ['access-denied', 'sandbox-control-refused'],
    statements: ['consent-page'],
  },
] as const satisfies readonly Failure[];
