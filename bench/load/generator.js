/** The load, a process of its own: does one job with so many workers, for so long or so often. */
import * as jobs from './jobs.js';
import { distantVisitor, visitor } from './visitors.js';

process.on('message', async (order) => {
  try {
    process.send(await run(order));
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.on('disconnect', () => process.exit());

/** @param order.milliseconds Ends by time; or `order.count`: ends when so many are done. */
async function run({ job, target, workers, milliseconds = Infinity, count = Infinity }) {
  const make = { ...jobs, distantVisitor, visitor }[job];
  const made = Array.from({ length: workers }, () => make(target));
  for (const { prepare } of made) await prepare?.();

  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + milliseconds;
  let begun = 0;
  let done = 0;
  const work = async ({ once }) => {
    while (begun < count && performance.now() < endsAt) {
      begun += 1;
      await once();
      done += 1;
    }
  };
  await Promise.all(made.map(work));

  const elapsedMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const { close } of made) close();
  const samples = made.flatMap((one) => one.samples ?? []);
  return { done, elapsedMs, samples, busy: (user + system) / 1000 / elapsedMs };
}
