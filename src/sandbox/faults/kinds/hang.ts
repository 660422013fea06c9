/** No answer at all: the connection stays open until the client gives up. */
import type { FaultKind } from '../fault-kind.ts';
import { LONGEST_SHARED_MS } from '../held-back.ts';

/** Nobody waits longer on purpose; the socket is given back. */
const LONGEST_MS = 600_000;

export const hang: FaultKind = {
  name: 'hang',
  apply({ req, res, context }) {
    const longestMs = context.settings.isShared ? LONGEST_SHARED_MS : LONGEST_MS;
    const timer = setTimeout(() => req.socket.destroy(), longestMs);
    timer.unref();
    res.once('close', () => clearTimeout(timer));
  },
};
