/** A browser's preflight fails, and the call behind it is never sent: reports of the API disagree. Contract §4.6. */
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

export const preflight: FaultKind = {
  name: 'preflight',
  endpoints: ['api'],
  isOfPreflights: true,
  parameters: { status: wholeNumber(401, 400, 599) },
  apply({ fault, res }) {
    res.status(Number(fault.parameters.status)).end();
  },
};
