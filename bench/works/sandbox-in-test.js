/** How long a test waits for its sandbox: for the first one, and for another in the same process. */
import { median } from '../measure.js';
import { buildPackage } from '../product.js';
import { CORES, nextMessage, startProcess } from '../processes.js';

const CONTENDERS = [
  { name: 'the sandbox (createSandbox)', argument: 'sandbox' },
  { name: 'the same, as a package of its own', argument: 'package' },
  { name: 'oauth2-mock-server', argument: 'oauth2-mock-server' },
];

export async function measureSandboxInTest({ rounds, report }) {
  report('A sandbox in a test');
  buildPackage();
  const waits = new Map(CONTENDERS.map(({ name }) => [name, []]));
  for (const { argument } of CONTENDERS) await waitOnce(argument); // the disk's cache
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, argument } of CONTENDERS) waits.get(name).push(await waitOnce(argument));
  }
  return CONTENDERS.map(({ name }) => ({
    name,
    firstMs: median(waits.get(name).map(({ firstMs }) => firstMs)),
    nextMs: median(waits.get(name).map(({ nextMs }) => nextMs)),
  }));
}

async function waitOnce(argument) {
  const child = startProcess(CORES.tested, 'start/first-answer.js', [argument]);
  const waited = await nextMessage(child, argument);
  child.kill('SIGKILL');
  return waited;
}
