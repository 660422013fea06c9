/** The ways in which the other side may not answer, in words for a person. */
import type { TransportError, TransportFailure } from './errors.ts';
import type { Explanation } from './explanation.ts';

/** Status, what the host did, and what to do about it. */
const TRANSPORT_FAILURES: Readonly<Record<TransportFailure, readonly [number, string, string]>> = {
  timeout: [504, 'took too long to answer', 'Try again in a moment.'],
  refused: [
    504,
    'refused the connection: nothing listens there',
    'Check the address and that the server runs.',
  ],
  'unknown-host': [
    504,
    'was not found: the name has no address',
    'Check the spelling and your network.',
  ],
  certificate: [
    502,
    'showed a certificate that cannot be trusted',
    'Check the address. The check cannot be turned off.',
  ],
  interrupted: [502, 'broke off in the middle', 'Try again in a moment.'],
  'too-large': [502, 'sent more than 1 MB', 'Check that the address is right.'],
  unreadable: [502, 'sent something that cannot be read', 'Check that the address is right.'],
  other: [504, 'could not be reached', 'Try again in a moment.'],
};

export function explainTransportError(error: TransportError): Explanation {
  const [status, problem, whatToDo] = TRANSPORT_FAILURES[error.failure];
  return {
    status,
    title: 'No usable answer came',
    explanation: `${error.host} ${problem} (${error.code}).`,
    whatToDo,
  };
}
