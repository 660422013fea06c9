/** The true answer, and the connection breaks in the middle of its body. */
import { catchAnswer } from '../change-answer.ts';
import type { FaultKind } from '../fault-kind.ts';

export const truncated: FaultKind = {
  name: 'truncated',
  apply({ req, res, next }) {
    catchAnswer(res, (body) => {
      const half = body.subarray(0, Math.floor(body.length / 2));
      res.setHeader('Content-Length', body.length);
      if (half.length === 0) req.socket.destroy();
      else res.write(half, () => req.socket.destroy());
    });
    next();
  },
};
