/**
 * Capacity: how many visitors at once one core and 512 MB serve while 95 % of the pages come within 300 ms.
 * More of them step by step, until a step is too much twice; then once in between. At most six minutes.
 */
import { spawnSync } from 'node:child_process';
import { CORES, cpuMs, order, peakMb, SMALL_HOST, startServer } from '../processes.js';
import { startRedis } from '../redis.js';

const MOST_MS = 300;
const SHARE = 0.95;
const FIRST = 50;
const STEP = 50;
const WARM_UP = { workers: 10, milliseconds: 4_000 };

/** How long a step takes, and all of them: on Redis the figures need to be less fine. */
const IN_MEMORY = { stepMs: 15_000, allMs: 210_000 };
const ON_REDIS = { stepMs: 12_000, allMs: 110_000 };

/** @returns For each shape, see report.js. */
export async function measureCapacity({ load, report }) {
  const shapes = [];
  report('Visitors at once, in memory');
  const inMemory = await startHosted();
  shapes.push({ title: 'In memory', ...(await climb({ load, report, ...inMemory }, IN_MEMORY)) });

  const title = 'On Redis';
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    return [...shapes, { title, skipped: 'redis-server is not installed' }];
  }
  report('Visitors at once, on Redis');
  const redis = await startRedis(CORES.load); // its work is not the app's
  try {
    const onRedis = await startHosted({ REDIS_URL: redis.url });
    shapes.push({ title, ...(await climb({ load, report, ...onRedis }, ON_REDIS)) });
  } finally {
    redis.child.kill();
  }
  return shapes;
}

function startHosted(env = {}) {
  const small = { NODE_OPTIONS: SMALL_HOST, LOG_LEVEL: 'warn' };
  return startServer(CORES.tested, 'clients/hosted.js', [], { ...small, ...env });
}

/** Ends the child. */
async function climb({ load, report, child, target }, { stepMs, allMs }) {
  const endsAt = performance.now() + allMs;
  const rows = [];
  const isInTime = ({ p95Ms }) => p95Ms <= MOST_MS;
  const hasTime = () => performance.now() + 1.5 * stepMs < endsAt;
  const tryWith = async (visitors) => {
    let row = await step({ load, child, target, visitors, stepMs });
    // Once more: somebody else may have used the core.
    if (!isInTime(row) && hasTime()) {
      const again = await step({ load, child, target, visitors, stepMs });
      if (again.p95Ms < row.p95Ms) row = again;
    }
    report(`${visitors} visitors: 95 % within ${Math.round(row.p95Ms)} ms`);
    rows.push(row);
    return isInTime(row);
  };
  try {
    await order(load, { job: 'distantVisitor', target: { ...target, isStrict: true }, ...WARM_UP });
    let visitors = FIRST;
    while ((await tryWith(visitors)) && hasTime()) visitors += STEP;
    if (!isInTime(rows.at(-1)) && hasTime()) await tryWith(visitors - STEP / 2);
  } finally {
    child.kill();
  }
  rows.sort((a, b) => a.visitors - b.visitors);
  const mostVisitors = Math.max(0, ...rows.filter(isInTime).map(({ visitors }) => visitors));
  return { rows, mostVisitors };
}

async function step({ load, child, target, visitors, stepMs }) {
  const before = cpuMs(child);
  const what = { job: 'distantVisitor', target, workers: visitors, milliseconds: stepMs };
  const { samples, elapsedMs } = await order(load, what);
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  return {
    visitors,
    pagesPerSecond: (sorted.length * 1000) / elapsedMs,
    p50Ms: at(0.5),
    p95Ms: at(SHARE),
    p99Ms: at(0.99),
    busy: (cpuMs(child) - before) / elapsedMs,
    peakMb: peakMb(child),
  };
}
