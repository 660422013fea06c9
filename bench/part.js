/** `node bench/part.js flows`: one part of the bench, printed and kept nowhere. */
import { buildProduct } from './product.js';
import { CORES, startProcess } from './processes.js';
import {
  capacityTables,
  finishedRunTable,
  inTestTable,
  onRedisTable,
  serversTable,
} from './report.js';
import { measureCapacity } from './works/capacity.js';
import { measureFinishedRun } from './works/finished-run.js';
import { measureFlows } from './works/flows.js';
import { measureOnRedis } from './works/on-redis.js';
import { measureSandboxInTest } from './works/sandbox-in-test.js';
import { measureServers } from './works/token-endpoint.js';

const PARTS = {
  servers: async (how) => showAll(await measureServers({ ...how, rounds: 9 }), 'requests'),
  flows: async (how) => showAll(await measureFlows({ ...how, rounds: 21 }), 'flows'),
  'finished-run': async (how) => finishedRunTable(await measureFinishedRun({ ...how, rounds: 9 })),
  capacity: async (how) => capacityTables(await measureCapacity(how)),
  'on-redis': async (how) =>
    onRedisTable(await measureOnRedis({ ...how, rounds: 41, milliseconds: 1_000 })),
  'in-test': async (how) => inTestTable(await measureSandboxInTest({ ...how, rounds: 15 })),
};

const part = PARTS[process.argv[2]];
if (!part) throw new Error(`Which part? One of: ${Object.keys(PARTS).join(', ')}.`);
buildProduct();
const load = startProcess(CORES.load, 'load/generator.js');
const report = (text) => process.stderr.write(`${text}\n`);
process.stdout.write(`${await part({ load, report, milliseconds: 800 })}\n`);
load.disconnect();

function showAll(works, unit) {
  return works.map(({ title, rows }) => `${title}\n\n${serversTable(rows, unit)}`).join('\n\n');
}
