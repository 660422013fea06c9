/** A redirect where none belongs: a client that follows it carries its secrets along. */
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

export const redirect: FaultKind = {
  name: 'redirect',
  parameters: { status: wholeNumber(307, 301, 308) },
  strike({ fault, res, context }) {
    // To this sandbox itself, so that the received requests show who followed.
    const location = `${context.baseUrl}/_sandbox/redirected`;
    res.status(Number(fault.parameters.status)).set('Location', location).end();
  },
};
