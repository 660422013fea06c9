/** One million tokens from one sandbox: what a request costs, and what memory is held, on the way. */
import { measureOnce, summarize } from '../measure.js';
import { CORES, nextMessage, startServer } from '../processes.js';

const CHECKPOINTS = [1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 750_000, 1_000_000];
const WINDOWS = 5;
const WINDOW = 4_000;

/** @returns One row a checkpoint: `{ issued, live, cpuMs, perSecond, residentMb }`. */
export async function measureManyTokens({ load, era, most, report }) {
  const { child, target } = await startServer(CORES.tested, 'servers/sandbox-counted.js', [era]);
  const issue = (count) =>
    measureOnce(load, child, { job: 'clientCredentials', target, workers: 16, count });
  const rows = [];
  let issued = 0;
  try {
    for (const checkpoint of CHECKPOINTS.filter((one) => one <= most)) {
      report(`${checkpoint} tokens, ${era}`);
      if (checkpoint > issued) await issue(checkpoint - issued);
      issued = checkpoint;
      child.send('count');
      const { live } = await nextMessage(child, 'count');
      const windows = [];
      for (let at = 0; at < WINDOWS; at += 1) windows.push(await issue(WINDOW));
      issued += WINDOWS * WINDOW;
      rows.push({ checkpoint, live, ...summarize(windows, windows) });
    }
    return rows;
  } finally {
    child.kill();
  }
}
