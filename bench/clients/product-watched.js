/** The product, and how long its event loop kept others waiting: told when it is asked. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on('message', () => {
  process.send({ loopP99Ms: delay.percentile(99) / 1e6 - RESOLUTION_MS });
});
await import('./product.js');
