/** The API refuses how it was asked: pages, filters, bodies, and how often. Contract §4.4 to §4.6. */
import { BOTH_ERAS } from '../../statements/eras.ts';
import type { Failure } from '../failure.ts';

export const apiCalls = [
  {
    slug: 'invalid-pagelen',
    title: 'Invalid pagelen',
    where: 'api',
    texts: [{ text: 'Invalid pagelen' }],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      '`pagelen` is larger than the list allows: 100 at the most, and 50 for pull requests, although the page of that list says 100. A negative number is refused as well.',
    fix: [
      'Ask for 50 at the most where you list pull requests, and for 100 elsewhere.',
      'Follow `next` for the rest.',
    ],
    change: { before: 'GET …/pullrequests?pagelen=100', after: 'GET …/pullrequests?pagelen=50' },
    related: ['invalid-page', 'invalid-query'],
    statements: ['page-length'],
  },
  {
    slug: 'invalid-page',
    title: 'Invalid page',
    where: 'api',
    texts: [{ text: 'Invalid page' }],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      '`page` is not a number that the list knows: often a slash has been put behind the whole address, so that it ends in `page=2/`. Lists of commits have no numbers at all, but a mark that only `next` brings.',
    fix: [
      'Follow the address in `next` as it stands, without adding to it.',
      'Stop where there is no `next`.',
    ],
    change: {
      before: 'url = `${list}?page=${page + 1}/`',
      after: 'url = answer.next',
    },
    related: ['invalid-pagelen', 'invalid-query'],
    statements: ['invalid-page'],
  },
  {
    slug: 'field-not-filterable',
    title: 'Field "…" does not support filtering',
    where: 'api',
    texts: [{ text: 'Field ".{path}" does not support filtering' }],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'The query `q` names a field that the answer has, and that cannot be filtered. `participants.uuid` of pull requests is one.',
    fix: [
      'Filter by another field, such as `state` or `author.uuid`.',
      'Or fetch the list without that part of `q`, and filter what has come.',
    ],
    change: {
      before: 'q=participants.uuid="{…}"',
      after: 'q=author.uuid="{…}"',
    },
    related: ['invalid-query'],
    statements: ['field-filters'],
  },
  {
    slug: 'invalid-query',
    title: 'Bad request: a parameter or the body is faulty',
    where: 'api',
    texts: [
      { text: 'Bad request' },
      { text: 'Ensure this value has at most {count} characters (it has {length}).' },
      { text: 'Repository with this Slug and Owner already exists.' },
      { text: 'Invalid query.', isAssumed: true },
      { text: 'Invalid sort field.', isAssumed: true },
      { text: 'Invalid field list.', isAssumed: true },
      { text: 'Invalid slug.', isAssumed: true },
      { text: 'Invalid max_depth', isAssumed: true },
      { text: 'The body is not JSON.', isAssumed: true },
      { text: 'The body cannot be read, or is longer than 10 kB.', isAssumed: true },
      { text: 'Too many parameters', isAssumed: true },
    ],
    statuses: [400],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Something in the address or in the body does not have the shape that it must have. `error.fields` names each faulty field, with a sentence for each; the words of the sandbox are its own.',
    fix: [
      'Print the whole answer: what is wrong stands in `error.fields`.',
      'Encode `q` for an address: its quotes, spaces and `=` do not go in as they are.',
      'Send a body as JSON, with `Content-Type: application/json`.',
    ],
    change: {
      before: '?q=name="mill"',
      after: '?q=name%3D%22mill%22',
    },
    related: [
      'field-not-filterable',
      'invalid-page',
      'invalid-pagelen',
      'token-request-unreadable',
      'sandbox-control-refused',
    ],
    statements: ['faulty-fields'],
  },
  {
    slug: 'rate-limited',
    title: 'Rate limit for this resource has been exceeded',
    where: 'api',
    alsoAt: ['token-endpoint', 'git'],
    texts: [
      { text: 'Rate limit for this resource has been exceeded' },
      { text: 'Request failed with status code 429', by: 'axios' },
      { text: 'Too many requests', isAssumed: true },
    ],
    statuses: [429],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'Too many calls in the last hour: 60 without a token, 1,000 and more with one. Whether all that the consumer does counts together, or all of the account, is disputed, and no header says how much is left for OAuth.',
    fix: [
      'Stop calling, and begin again after some minutes, with longer and longer waits.',
      'Read `Retry-After` if it is there; do not rely on it.',
      'Ask for fewer and longer pages, and for fewer fields: `pagelen=50`, `fields=…`.',
      'Use webhooks in place of asking again and again.',
    ],
    related: ['server-error'],
    statements: ['request-limits', 'limits-of-oauth', 'retry-after', 'limit-headers'],
  },
  {
    slug: 'api-preflight',
    title: 'A call of the API from a browser is blocked by CORS',
    where: 'api',
    texts: [
      {
        text: "Access to {kind} at 'https://api.bitbucket.org/{path}' from origin '{origin}' has been blocked by CORS policy",
        by: 'Chrome',
      },
      {
        text: 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.bitbucket.org/{path}',
        by: 'Firefox',
      },
    ],
    statuses: [401],
    eras: BOTH_ERAS,
    cause:
      'The header `Authorization` makes the browser ask first, with `OPTIONS`, and that preflight was refused. Sources disagree: it has worked for some, others report 401, and one says that it comes and goes since April 2026.',
    fix: [
      'Call the API from a server of yours, and let the page call that.',
      'If you must call from the page, send no header but `Authorization` and `Accept`.',
      'Read public data without a token: that needs no preflight.',
    ],
    change: {
      before: "fetch('https://api.bitbucket.org/2.0/user', { headers: { Authorization } })",
      after: "fetch('/api/user')",
    },
    related: ['token-endpoint-preflight', 'sign-in-page-instead'],
    statements: ['api-preflight', 'anonymous-reads'],
  },
  {
    slug: 'sandbox-control-refused',
    title: 'The control API of the sandbox refuses',
    where: 'api',
    texts: [
      'There is no {address}. GET /_sandbox/openapi.json lists what there is.',
      'This host is not mine. Reach the control API by a loopback name, or start with --public-url auto and its name in --hosts (SANDBOX_PUBLIC_URL, SANDBOX_HOSTS).',
      'A web page of another origin may not drive the sandbox.',
      'Only programs on this machine may drive the sandbox. A control token lets others in: start with --control-token (SANDBOX_CONTROL_TOKEN).',
      'The control API is off: start this sandbox without --no-control (SANDBOX_NO_CONTROL), and where others reach it with --control-token (SANDBOX_CONTROL_TOKEN).',
      'The control API wants the token that this sandbox was started with (SANDBOX_CONTROL_TOKEN): Authorization: Bearer <token>.',
      'This is not the token that this sandbox was started with (SANDBOX_CONTROL_TOKEN).',
      'Write with Content-Type: application/json, and a body: {} at the least.',
      'The body is faulty',
      'Send a JSON object; GET /_sandbox/openapi.json says what may be in it.',
      'The body is larger than {size}.',
      'The body is not JSON ({reason})',
      'No such fault',
      'No such grant',
      'No such token',
    ].map((text) => ({ text, isAssumed: true, by: 'the sandbox' }) as const),
    statuses: [400, 401, 403, 404, 413, 415],
    contentType: 'json',
    eras: BOTH_ERAS,
    cause:
      'A program has tried to drive the built-in sandbox below `/_sandbox`, in a way or from a place that it does not take. Bitbucket has nothing of the kind.',
    fix: [
      'Read the message: it names what is missing.',
      'Look at `GET /_sandbox/openapi.json`, which lists all addresses and their bodies.',
      'Send JSON, from this machine, or with the control token.',
    ],
    related: ['sandbox-page-refused', 'invalid-query', 'sandbox-fault'],
    statements: ['unknown-route'],
  },
] as const satisfies readonly Failure[];
