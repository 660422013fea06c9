/** The connection is cut before the answer: the client sees ECONNRESET. */
import type { FaultKind } from '../fault-kind.ts';

export const reset: FaultKind = {
  name: 'reset',
  strike({ req }) {
    req.socket.resetAndDestroy();
  },
};
