/** No answer at all: the connection stays open until the client gives up. */
import type { FaultKind } from '../fault-kind.ts';

/** Nobody waits longer on purpose; the socket is given back. */
const LONGEST_MS = 600_000;

export const hang: FaultKind = {
  name: 'hang',
  strike({ req, res }) {
    const timer = setTimeout(() => req.socket.destroy(), LONGEST_MS);
    timer.unref();
    res.once('close', () => clearTimeout(timer));
  },
};
