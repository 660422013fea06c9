/** The ways in which the other side may not answer, in words for a person. */
import type { TransportError, TransportFailure } from '../errors/errors.ts';
import type { Explanation } from './explanation.ts';
import type { FailureSlug } from './index.ts';

/** Status, what the host did, what to do about it, and the entry of the catalogue, where it has one. */
const TRANSPORT_FAILURES: Readonly<
  Record<TransportFailure, readonly [number, string, string, FailureSlug?]>
> = {
  timeout: [504, 'took too long to answer', 'Try again in a moment.', 'timeout'],
  refused: [
    504,
    'refused the connection: nothing listens there',
    'Check the address and that the server runs.',
    'connection-refused',
  ],
  'unknown-host': [
    504,
    'was not found: the name has no address',
    'Check the spelling and your network.',
    'unknown-host',
  ],
  certificate: [
    502,
    'showed a certificate that cannot be trusted',
    'Check the address. The check cannot be turned off.',
    'certificate-refused',
  ],
  interrupted: [502, 'broke off in the middle', 'Try again in a moment.', 'connection-interrupted'],
  'too-large': [502, 'sent more than 1 MB', 'Check that the address is right.', 'answer-too-large'],
  unreadable: [
    502,
    'sent something that cannot be read',
    'Check that the address is right.',
    'answer-not-json',
  ],
  other: [504, 'could not be reached', 'Try again in a moment.'],
};

export function explainTransportError(error: TransportError): Explanation {
  const [status, problem, whatToDo, failure] = TRANSPORT_FAILURES[error.failure];
  return {
    status,
    title: 'No usable answer came',
    explanation: `${error.host} ${problem} (${error.code}).`,
    whatToDo,
    ...(failure && { failure }),
  };
}
