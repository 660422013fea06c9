/** Another status: 429 with or without `Retry-After`, 500, 502, 503 … Contract §4.5, §4.6. */
import { PageError } from '../../errors.ts';
import { renderError } from '../../http/pages.ts';
import { type FaultKind, type Parameter, wholeNumber } from '../fault-kind.ts';

const SET_BY_A_TEST = 'A test has set this fault';
const WORDS: Readonly<Record<number, string>> = {
  429: 'Rate limit for this resource has been exceeded', // Bitbucket: its own words
  500: 'Something went wrong',
  502: 'Bad gateway',
  503: 'Service unavailable',
};

const retryAfter: Parameter = {
  fallback: undefined, // Bitbucket: not seen on a 429
  fits: (value) =>
    (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) ||
    (typeof value === 'string' && /^[\x20-\x7e]{1,100}$/.test(value)),
  words: 'whole seconds from 0 on, or the text of the header',
};

export const status: FaultKind = {
  name: 'status',
  parameters: { status: wholeNumber(503, 400, 599), retryAfter },
  apply({ fault, endpoint, res }) {
    const { retryAfter: wait } = fault.parameters;
    const code = Number(fault.parameters.status);
    if (wait !== undefined) res.set('Retry-After', String(wait));
    const message = WORDS[code] ?? SET_BY_A_TEST;
    if (endpoint === 'authorize')
      renderError(res, new PageError(message, SET_BY_A_TEST, { status: code }));
    else if (endpoint === 'api') res.status(code).json({ type: 'error', error: { message } });
    else res.status(code).json({ error_description: message, error: errorFor(code) });
  },
};

/** Assumption: of these statuses, no reply of the token endpoint is recorded. RFC 6749 §5.2 */
function errorFor(code: number): string {
  if (code < 500) return 'invalid_request';
  return code === 503 ? 'temporarily_unavailable' : 'server_error';
}
