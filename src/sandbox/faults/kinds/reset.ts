/** The connection is cut before the answer: the client sees ECONNRESET. */
import { catchAnswer } from '../change-answer.ts';
import { type FaultKind, oneOf } from '../fault-kind.ts';

export const reset: FaultKind = {
  name: 'reset',
  // The client cannot tell which of the two it was: a refresh token may have been rotated. R11
  parameters: { after: oneOf('request', 'answer') },
  apply({ fault, req, res, next }) {
    const cut = () => void req.socket.resetAndDestroy();
    if (fault.parameters.after === 'request') {
      cut();
      return;
    }
    catchAnswer(res, cut);
    next();
  },
};
