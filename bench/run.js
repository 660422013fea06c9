/** `npm run bench [-- --quick]`: builds the product, measures it beside its peers, prints, keeps. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { holdAgainstBars } from './bars.js';
import { describeMachine, loadAverage } from './machine.js';
import { CORES, startProcess } from './processes.js';
import { buildProduct } from './product.js';
import {
  barsTable,
  callbackTable,
  finishedRunTable,
  inTestTable,
  serversTable,
  startTable,
  tokensTable,
  unfinishedTable,
  visitorsTable,
} from './report.js';
import { measureCallback } from './works/callback.js';
import { measureFinishedRun } from './works/finished-run.js';
import { measureFlows } from './works/flows.js';
import { measureManyTokens } from './works/million-tokens.js';
import { measureManyVisitors } from './works/many-visitors.js';
import { measureSandboxInTest } from './works/sandbox-in-test.js';
import { measureCommand, measureStart } from './works/start.js';
import { measureServers } from './works/token-endpoint.js';
import { measureUnfinishedStarts } from './works/unfinished-starts.js';
import { measureUnknownUser } from './works/unknown-user.js';

const HERE = import.meta.dirname;
const RESULTS = path.join(HERE, '../docs/benchmarks.md');
const UNITS = { authorize: 'codes', flowToResult: 'flows', flowToPage: 'flows' };

const isQuick = process.argv.includes('--quick');
const size = isQuick
  ? {
      rounds: 3,
      flowRounds: 9,
      milliseconds: 800,
      callbacks: 11,
      processStarts: 5,
      unfinishedStarts: 10_000,
      visitorsMs: 10_000,
      guesses: 400,
      tokens: { legacy: 50_000, current: 10_000 },
    }
  : {
      rounds: 9,
      flowRounds: 21,
      milliseconds: 800,
      callbacks: 31,
      processStarts: 15,
      unfinishedStarts: 100_000,
      visitorsMs: 60_000,
      guesses: 4_000,
      tokens: { legacy: 1_000_000, current: 100_000 },
    };

const report = (text) => process.stderr.write(`${text}\n`);

if (!existsSync(path.join(HERE, 'node_modules'))) {
  report('Installing the peers');
  execFileSync('npm', ['ci', '--no-audit'], { cwd: HERE, stdio: 'inherit' });
}
buildProduct();

const loadBefore = loadAverage();
const commit = readCommit(); // before this run's own results change the tree
const load = startProcess(CORES.load, 'load/generator.js');
const measured = {
  servers: await measureServers({ load, report, ...size }),
  flows: await measureFlows({ load, report, ...size, rounds: size.flowRounds }),
  callback: await measureCallback({ report, rounds: size.callbacks }),
  finishedRun: await measureFinishedRun({ load, report, ...size }),
  tokens: [],
  start: await measureStart({ rounds: size.processStarts, report }),
  inTest: await measureSandboxInTest({ rounds: size.processStarts, report }),
  commandMs: await measureCommand({ rounds: size.processStarts, report }),
  visitors: await measureManyVisitors({ load, report, milliseconds: size.visitorsMs }),
  unfinished: await measureUnfinishedStarts({ load, report, starts: size.unfinishedStarts }),
  unknownUser: await measureUnknownUser({ report, guesses: size.guesses }),
};
if (!isQuick) keep(measured); // the last part takes longest
for (const [era, most] of Object.entries(size.tokens)) {
  measured.tokens.push({ era, most, rows: await measureManyTokens({ load, era, most, report }) });
}
load.disconnect();

process.stdout.write(`${describeResults(measured)}\n`);
if (!isQuick) keep(measured);

function describeResults(measured) {
  const { servers, flows, callback, finishedRun, tokens, start, inTest } = measured;
  const { visitors, unfinished } = measured;
  return [
    describeRun(),
    `## Bars\n\n${barsTable(holdAgainstBars(measured))}`,
    ...[...servers, ...flows].map(
      ({ title, job, rows }) => `## ${title}\n\n${serversTable(rows, UNITS[job] ?? 'requests')}`,
    ),
    `## From the callback to the page, the upstream answering after 100 ms\n\n${callbackTable(callback)}`,
    `## The stage with a finished run\n\n${finishedRunTable(finishedRun)}`,
    ...tokens.map(
      ({ era, most, rows }) =>
        `## ${most.toLocaleString('en')} tokens issued, ${era}\n\n${tokensTable(rows)}`,
    ),
    `## Start to first answer\n\n${startTable(start)}`,
    `## A sandbox in a test\n\n${inTestTable(inTest)}`,
    `## ${visitors.visitors} visitors at once for ${visitors.seconds} s, over the four grants (R22)\n\n${visitorsTable(visitors)}`,
    `## ${unfinished.starts.toLocaleString('en')} unfinished starts (R19)\n\n${unfinishedTable(unfinished)}`,
  ].join('\n\n');
}

function describeRun() {
  const day = new Date().toISOString().slice(0, 10);
  return [
    ...describeMachine(),
    `load average before ${loadBefore}, after ${loadAverage()}`,
    `${day}, commit ${commit}; ${size.rounds} rounds (flows: ${size.flowRounds}) of ${size.milliseconds / 1000} s each, medians`,
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

function readCommit() {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: HERE })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

/** The results stand between two marks; what is written around them by hand stays. */
function keep(measured) {
  const [before, , after] = readFileSync(RESULTS, 'utf8').split(
    /(?<=<!-- results -->)\n|\n(?=<!-- end -->)/,
  );
  writeFileSync(RESULTS, `${before}\n\n${describeResults(measured)}\n\n${after}`);
  execFileSync('npx', ['prettier', '--write', RESULTS], { cwd: path.join(HERE, '..') });
}
