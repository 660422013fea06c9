/** An answer came, and none that can be used. RFC 9110. Contract §1.2. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const answers = [
  {
    slug: 'answer-not-json',
    title: 'Something that is not JSON comes back',
    where: 'transport',
    alsoAt: ['token-endpoint', 'api'],
    texts: [
      { text: 'something that is not JSON ({type})', by: 'this app' },
      { text: 'sent something that cannot be read', by: 'this app' },
      { text: 'The answer has status {status} and holds nothing.', by: 'this app' },
      {
        text: 'The token endpoint answered with something that is no JSON object.',
        by: 'this app',
      },
      { text: 'Unexpected token {token} in JSON at position {position}', by: 'Node.js' },
      { text: "Unexpected token '<', \"<!DOCTYPE {rest} is not valid JSON", by: 'Node.js' },
      { text: 'is not valid JSON', by: 'Node.js' },
      { text: 'JSONDecodeError: Expecting value: line 1 column 1 (char 0)', by: 'Python' },
      { text: "invalid character '{character}' looking for beginning of value", by: 'Go' },
    ],
    eras: BOTH_ERAS,
    cause:
      'In place of the answer came a page of somebody in between, or a piece of one: a proxy, a sign-in wall, a page of maintenance. Now and then the answer itself was cut off.',
    fix: [
      'Look at the status and `Content-Type` before you parse.',
      'Log the first hundred characters of such an answer; never those of a good one, it holds tokens.',
      'If it comes from the token endpoint, read on: a wrong header brings a page there.',
    ],
    change: {
      before: 'const body = JSON.parse(text);',
      after:
        "if (!type.startsWith('application/json')) throw new Error(`${status} ${type}`);\nconst body = JSON.parse(text);",
    },
    related: [
      'bearer-at-token-endpoint',
      'connection-interrupted',
      'answer-too-large',
      'server-error',
      'token-endpoint-redirects',
      'token-answer-unusable',
    ],
    statements: ['bearer-at-token-endpoint'],
  },
  {
    slug: 'answer-too-large',
    title: 'The answer is too large',
    where: 'transport',
    texts: [
      { text: 'sent more than 1 MB', by: 'this app' },
      { text: 'maxContentLength size of {bytes} exceeded', by: 'axios' },
    ],
    eras: BOTH_ERAS,
    cause:
      'What came is larger than any answer that your client reads. It is a list without pages, a file, or not Bitbucket at all.',
    fix: [
      'Check that the address is right.',
      'Ask for less: `pagelen`, `fields`.',
      'Read files as a stream.',
    ],
    related: ['answer-not-json'],
    statements: ['page-length'],
  },
  {
    slug: 'server-error',
    title: 'Bitbucket answers 500, 502, 503 or 504',
    where: 'transport',
    alsoAt: ['authorize-page', 'token-endpoint', 'api', 'git'],
    texts: [
      { text: 'Request failed with status code 5{digits}', by: 'axios' },
      { text: 'Something went wrong', isAssumed: true },
      { text: 'Bad gateway', isAssumed: true },
      { text: 'Service unavailable', isAssumed: true },
      {
        text: 'The sandbox cannot remember anything right now: its storage does not answer.',
        isAssumed: true,
        by: 'the sandbox',
      },
      { text: 'Something went wrong in the sandbox', isAssumed: true, by: 'the sandbox' },
    ],
    codes: ['server_error', 'temporarily_unavailable'],
    assumedCodes: ['server_error', 'temporarily_unavailable'],
    statuses: [500, 502, 503, 504],
    eras: BOTH_ERAS,
    cause:
      'The other side is out of order, and nothing that you sent is wrong. Of a token request one cannot know whether it was carried out.',
    fix: [
      'Repeat reads, with longer and longer waits.',
      'Do not repeat a token request with the same code.',
      'Look at https://bitbucket.status.atlassian.com.',
    ],
    related: ['rate-limited', 'timeout', 'answer-not-json', 'sandbox-fault'],
    statements: ['code-used'],
  },
  {
    slug: 'sandbox-fault',
    title: 'A fault is set in the sandbox',
    where: 'transport',
    alsoAt: ['authorize-page', 'token-endpoint', 'api', 'git'],
    texts: [{ text: 'A test has set this fault', isAssumed: true, by: 'the sandbox' }],
    eras: BOTH_ERAS,
    cause:
      'Somebody has told the built-in sandbox to answer so: on its page, on the stage, or through its control API. Nothing that you sent is wrong.',
    fix: [
      'Clear the fault on the page of the sandbox, or wait until it has struck as often as it was set to.',
      'Send the request again.',
    ],
    related: ['server-error', 'sandbox-control-refused'],
    statements: ['retry-after'],
  },
  {
    slug: 'token-endpoint-redirects',
    title: 'A redirect comes in place of the answer',
    where: 'transport',
    alsoAt: ['token-endpoint', 'api'],
    texts: [
      {
        text: 'The token endpoint redirects to {host}. A token request is not carried on to another address.',
        by: 'this app',
      },
      {
        text: 'The API redirects to {host}. A token is not carried on to another address.',
        by: 'this app',
      },
      { text: 'A next link leads to another address.', by: 'this app' },
    ],
    statuses: [301, 302, 303, 307, 308],
    eras: BOTH_ERAS,
    cause:
      'The answer to a token request or a call leads elsewhere: the address is not the right one (`http`, `www.`, a slash at its end), or a proxy stands in between. Whoever follows sends the code and the secret, or the token, to another host.',
    fix: [
      'Configure `https://bitbucket.org/site/oauth2/access_token`, letter by letter; for calls, `https://api.bitbucket.org/2.0`.',
      'Let your client follow no redirect here.',
    ],
    change: {
      before: 'http://www.bitbucket.org/site/oauth2/access_token/',
      after: 'https://bitbucket.org/site/oauth2/access_token',
    },
    related: ['answer-not-json', 'method-not-allowed'],
    statements: ['basic-authentication'],
  },
] as const satisfies readonly Failure[];
