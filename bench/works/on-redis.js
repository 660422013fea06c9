/** An authorization code flow at the sandbox inside the app: what it costs the app where Redis remembers, beside memory. */
import { startRedis } from '../redis.js';
import { measureRounds, summarize } from '../measure.js';
import { CORES, startServer } from '../processes.js';

const IN_MEMORY = 'in memory';
const ON_REDIS = 'on Redis';

/** @returns Of each: the processor time of a flow in the app, without Redis’s own, and how many times that in memory. */
export async function measureOnRedis({ load, rounds, milliseconds, report }) {
  report('A flow on Redis');
  const redis = await startRedis();
  const env = { SANDBOX_ONLY: '1', SESSION_SECRET: 'a secret of the bench, of 32 characters' };
  const start = (more) => startServer(CORES.tested, 'clients/product.js', [], { ...env, ...more });
  const contenders = [
    { name: IN_MEMORY, ...(await start({})) },
    { name: ON_REDIS, ...(await start({ REDIS_URL: redis.url })) },
  ];
  try {
    const job = 'flowAtSandbox';
    const results = await measureRounds({
      load,
      job,
      contenders,
      rounds,
      milliseconds,
      workers: 2,
      attempts: 1,
      warmUp: { count: 1_500 },
    });
    return contenders.map(({ name }) => {
      const { cpuMs, cpuShare } = summarize(results.get(name), results.get(IN_MEMORY));
      return { name, cpuMs, times: 1 / cpuShare };
    });
  } finally {
    for (const { child } of [redis, ...contenders]) child.kill();
  }
}
