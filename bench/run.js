/** `npm run bench [-- --quick]`: builds the product, measures it beside its peers, prints, keeps. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { holdAgainstBars } from './bars.js';
import { describeMachine, loadAverage } from './machine.js';
import { CORES, startProcess } from './processes.js';
import { buildProduct } from './product.js';
import { barsTable, serversTable, startTable, tokensTable } from './report.js';
import { measureFlows } from './works/flows.js';
import { measureManyTokens } from './works/million-tokens.js';
import { measureStart } from './works/start.js';
import { measureServers } from './works/token-endpoint.js';

const HERE = import.meta.dirname;
const RESULTS = path.join(HERE, '../docs/benchmarks.md');
const UNITS = { authorize: 'codes', flowToResult: 'flows', flowToPage: 'flows' };

const isQuick = process.argv.includes('--quick');
const size = isQuick
  ? { rounds: 3, milliseconds: 1_000, starts: 5, tokens: { legacy: 50_000, current: 10_000 } }
  : { rounds: 3, milliseconds: 2_500, starts: 15, tokens: { legacy: 1_000_000, current: 100_000 } };

const report = (text) => process.stderr.write(`${text}\n`);

if (!existsSync(path.join(HERE, 'node_modules'))) {
  report('Installing the peers');
  execFileSync('npm', ['ci', '--no-audit'], { cwd: HERE, stdio: 'inherit' });
}
buildProduct();

const loadBefore = loadAverage();
const load = startProcess(CORES.load, 'load/generator.js');
const measured = {
  servers: await measureServers({ load, report, ...size }),
  flows: await measureFlows({ load, report, ...size }),
  tokens: [],
  start: await measureStart({ rounds: size.starts, report }),
};
if (!isQuick) keep(describeResults(measured)); // the last part takes longest
for (const [era, most] of Object.entries(size.tokens)) {
  measured.tokens.push({ era, most, rows: await measureManyTokens({ load, era, most, report }) });
}
load.disconnect();

const text = describeResults(measured);
process.stdout.write(`${text}\n`);
if (!isQuick) keep(text);

function describeResults({ servers, flows, tokens, start }) {
  const day = new Date().toISOString().slice(0, 10);
  const machine = [
    ...describeMachine(),
    `load average before ${loadBefore}, after ${loadAverage()}`,
    `${day}, commit ${readCommit()}; ${size.rounds} rounds of ${size.milliseconds / 1000} s each, medians`,
  ];
  return [
    machine.map((line) => `- ${line}`).join('\n'),
    `## Bars\n\n${barsTable(holdAgainstBars({ servers, flows, tokens, start }))}`,
    ...[...servers, ...flows].map(
      ({ title, job, rows }) => `## ${title}\n\n${serversTable(rows, UNITS[job] ?? 'requests')}`,
    ),
    ...tokens.map(
      ({ era, most, rows }) =>
        `## ${most.toLocaleString('en')} tokens issued, ${era}\n\n${tokensTable(rows)}`,
    ),
    `## Start to first answer\n\n${startTable(start)}`,
  ].join('\n\n');
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
function keep(text) {
  const [before, , after] = readFileSync(RESULTS, 'utf8').split(
    /(?<=<!-- results -->)\n|\n(?=<!-- end -->)/,
  );
  writeFileSync(RESULTS, `${before}\n\n${text}\n\n${after}`);
  execFileSync('npx', ['prettier', '--write', RESULTS], { cwd: path.join(HERE, '..') });
}
