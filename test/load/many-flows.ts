/**
 * A program: whole authorization code flows through the app, against a bare server. Prints the heap in
 * use after a collection of garbage, at 300 flows and at the last. Ends by itself, or something holds it.
 *
 * Usage: node --expose-gc --import tsx test/load/many-flows.ts <flows>
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { openDemo } from '../support/demo.ts';
import { consumerAt, runLive, TOKEN_ANSWER } from '../support/live.ts';

const FLOWS = Number(process.argv[2]);
const WARM = 300;
const VISITORS = 20;

const upstream = http.createServer((req, res) => {
  req.resume();
  const { pathname } = new URL(req.url ?? '/', 'http://upstream.example');
  const person = { type: 'user', display_name: 'Somebody' };
  const body = pathname.endsWith('access_token') ? TOKEN_ANSWER : { values: [], ...person };
  res.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
});
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
const { port } = upstream.address() as AddressInfo;
const demo = await openDemo(consumerAt(`http://127.0.0.1:${port}`));
const browsers = Array.from({ length: VISITORS }, () => demo.newBrowser());

async function measure() {
  for (let round = 0; round < 3; round += 1) {
    await setImmediate();
    globalThis.gc?.();
  }
  const sockets = process.getActiveResourcesInfo().filter((one) => one.startsWith('TCP')).length;
  const timers = process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  return { heapBytes: process.memoryUsage().heapUsed, sockets, timers };
}

let flows = 0;
async function runTo(end: number): Promise<void> {
  const runNext = async (browser: (typeof browsers)[number]) => {
    while (flows < end) {
      flows += 1;
      const { status } = await runLive(browser);
      if (status !== 303) throw new Error(`A flow ended with ${status}.`);
    }
  };
  await Promise.all(browsers.slice(0, 4).map(runNext));
  browsers.push(...browsers.splice(0, 4));
}

for (let at = 0; at < WARM; at += WARM / 5) await runTo(at + WARM / 5);
const before = await measure();
for (let at = WARM; at < FLOWS; at += 100) await runTo(Math.min(at + 100, FLOWS));
const after = await measure();

await demo.close();
upstream.closeAllConnections();
upstream.close();
process.stdout.write(`${JSON.stringify({ flows, before, after })}\n`);
