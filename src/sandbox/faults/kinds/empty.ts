/** Status 200, said to be JSON, and nothing in it. */
import type { FaultKind } from '../fault-kind.ts';

export const empty: FaultKind = {
  name: 'empty',
  apply({ res }) {
    res.status(200).type('json').set('Content-Length', '0').end();
  },
};
