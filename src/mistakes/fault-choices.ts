/** The faults that a person may choose, on the page of the sandbox or as a mistake. */

/** As docs/sandbox.md describes them, with the parameters that show most. */
export const KINDS = [
  {
    id: 'slow',
    label: 'Slow: the true answer after 3 seconds',
    order: { fault: 'slow', ms: 3_000 },
  },
  { id: 'hang', label: 'Hang: no answer at all', order: { fault: 'hang' } },
  {
    id: 'reset',
    label: 'Reset: the connection is cut before the answer',
    order: { fault: 'reset' },
  },
  {
    id: 'truncated',
    label: 'Truncated: cut in the middle of the body',
    order: { fault: 'truncated' },
  },
  {
    id: '429-wait',
    label: '429 Too Many Requests, Retry-After: 30',
    order: { fault: 'status', status: 429, retryAfter: 30 },
  },
  {
    id: '429',
    label: '429 without Retry-After',
    order: { fault: 'status', status: 429 },
  },
  { id: '500', label: '500 Internal Server Error', order: { fault: 'status', status: 500 } },
  { id: '503', label: '503 Service Unavailable', order: { fault: 'status', status: 503 } },
  { id: 'html', label: 'A page of HTML, with status 200', order: { fault: 'html' } },
  { id: 'malformed-json', label: 'Broken JSON', order: { fault: 'malformed-json' } },
  { id: 'empty', label: 'An empty body', order: { fault: 'empty' } },
  {
    id: 'huge',
    label: 'An answer of 4 MB, to our server alone',
    order: { fault: 'huge', bytes: 4_000_000 },
  },
  {
    id: 'redirect',
    label: 'A redirect to another address (307)',
    order: { fault: 'redirect' },
  },
  { id: 'expired-token', label: 'An expired token', order: { fault: 'expired-token' } },
  { id: 'long-token', label: 'Tokens of 3,000 characters', order: { fault: 'long-token' } },
  {
    id: 'missing-field',
    label: 'access_token missing in the answer',
    order: { fault: 'missing-field' },
  },
] as const;

export type FaultKind = (typeof KINDS)[number];
