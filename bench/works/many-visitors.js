/** R22: a hundred visitors at once over the four grants, for a minute: how long they wait, and whose name they read. */
import { cpuMs, CORES, order, residentMb, SMALL_HOST, startServer } from '../processes.js';

const VISITORS = 100;

/** @returns `{ visits, answers, p50Ms, p95Ms, p99Ms, cpuMs, residentMb }`; an error ends it. */
export async function measureManyVisitors({ load, report, milliseconds }) {
  report(`${VISITORS} visitors at once`);
  const { child, target } = await startServer(CORES.tested, 'clients/product.js', [], {
    SANDBOX_ONLY: '1',
    NODE_OPTIONS: SMALL_HOST,
  });
  try {
    await order(load, { job: 'visitor', target, workers: 10, milliseconds: 3_000 });
    const before = cpuMs(child);
    const what = { job: 'visitor', target, workers: VISITORS, milliseconds };
    const { done, samples } = await order(load, what);
    const sorted = samples.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(sorted.length * share)];
    return {
      visitors: VISITORS,
      seconds: milliseconds / 1000,
      visits: done,
      answers: sorted.length,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      p99Ms: at(0.99),
      cpuMs: (cpuMs(child) - before) / sorted.length,
      residentMb: residentMb(child),
    };
  } finally {
    child.kill();
  }
}
