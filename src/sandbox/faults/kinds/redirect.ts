/** A redirect where none belongs: a client that follows it carries its secrets along. */
import { type FaultKind, oneOf } from '../fault-kind.ts';

/** Of this sandbox itself, so that the received requests show who followed. */
const REDIRECTED_PATH = '/_sandbox/redirected';

export const redirect: FaultKind = {
  name: 'redirect',
  parameters: { status: oneOf(307, 301, 302, 303, 308) },
  apply({ fault, res, context }) {
    res.status(Number(fault.parameters.status));
    res.set('Location', context.baseUrl + REDIRECTED_PATH).end();
  },
};
