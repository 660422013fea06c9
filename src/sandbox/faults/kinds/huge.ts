/** Valid JSON without end, or nearly: the client should stop reading. */
import { Readable, pipeline } from 'node:stream';
import { type FaultKind, wholeNumber } from '../fault-kind.ts';

const CHUNK = Buffer.alloc(65_536, 'x');
/** Where strangers share the sandbox, a request must not bring its sender many times its size. */
const LARGEST_SHARED_BYTES = 4_000_000;

export const huge: FaultKind = {
  name: 'huge',
  parameters: { bytes: wholeNumber(52_428_800, 1, 1_073_741_824) },
  apply(faultContext) {
    const { fault, context, req, res } = faultContext;
    const { isShared } = context.settings;
    if (isShared && !context.callerOf(req).isApp) {
      faultContext.isApplied = false;
      faultContext.next();
      return;
    }
    const bytes = Number(fault.parameters.bytes);
    res.status(200).type('json');
    const filling = fill(isShared ? Math.min(bytes, LARGEST_SHARED_BYTES) : bytes);
    const body = Readable.from(filling, { highWaterMark: 1 });
    // As fast as the client reads, and no faster: nothing piles up here.
    pipeline(body, res, () => undefined);
  },
};

function* fill(bytes: number): Generator<Buffer> {
  yield Buffer.from('{"filler":"');
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
  yield Buffer.from('"}');
}
