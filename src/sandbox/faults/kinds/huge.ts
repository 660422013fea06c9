/** Valid JSON without end, or nearly: the client should stop reading. */
import { Readable, pipeline } from 'node:stream';
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

const CHUNK = Buffer.alloc(65_536, 'x');

export const huge: FaultKind = {
  name: 'huge',
  parameters: { bytes: wholeNumber(52_428_800, 1, 1_073_741_824) },
  strike({ fault, res }) {
    res.status(200).type('json');
    const body = Readable.from(fill(Number(fault.parameters.bytes)), { highWaterMark: 1 });
    // As fast as the client reads, and no faster: nothing piles up here.
    pipeline(body, res, () => undefined);
  },
};

function* fill(bytes: number): Generator<Buffer> {
  yield Buffer.from('{"filler":"');
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
  yield Buffer.from('"}');
}
