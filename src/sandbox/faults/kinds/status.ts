/** Another status: 429 with or without `Retry-After`, 500, 502, 503 … Contract §4.5, §4.6. */
import type { FaultKind, Parameter } from '../fault-kind.ts';
import { wholeNumber } from '../fault-kind.ts';

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
  strike({ fault, res }) {
    const { status: code, retryAfter: wait } = fault.parameters;
    if (wait !== undefined) res.set('Retry-After', String(wait));
    const message = WORDS[Number(code)] ?? 'A fault that the test has set';
    res.status(Number(code)).json({ type: 'error', error: { message } });
  },
};
