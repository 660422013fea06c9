/** An answer that arrives whole and is no JSON, although it says so. */
import type { FaultKind } from '../fault-kind.ts';

export const malformedJson: FaultKind = {
  name: 'malformed-json',
  apply({ res }) {
    res.status(200).type('json').send('{"access_token": "cut off, "expires_in": 7200');
  },
};
