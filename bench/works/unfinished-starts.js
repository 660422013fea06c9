/** R19: visitors who start the grant, get as far as the sandbox's sign-in page and never come back. */
import { measureOnce } from '../measure.js';
import { CORES, nextMessage, SMALL_HOST, startServer } from '../processes.js';

/** @returns `{ starts, perSecond, cpuMs, residentMb, loopP99Ms }` */
export async function measureUnfinishedStarts({ load, report, starts }) {
  report(`${starts} unfinished starts`);
  const { child, target } = await startServer(CORES.tested, 'clients/product-watched.js', [], {
    SANDBOX_ONLY: '1',
    NODE_OPTIONS: SMALL_HOST,
  });
  try {
    const what = { job: 'unfinishedStart', target, workers: 16, count: starts };
    const measured = await measureOnce(load, child, what);
    child.send('loop');
    return { starts, ...measured, ...(await nextMessage(child, 'loop')) };
  } finally {
    child.kill();
  }
}
