/** The connection breaks in the middle of the body. */
import type { FaultKind } from '../fault-kind.ts';

export const truncated: FaultKind = {
  name: 'truncated',
  strike({ req, res }) {
    res.status(200).type('json').set('Content-Length', '4096');
    res.write('{"access_token": "', () => req.socket.destroy());
  },
};
