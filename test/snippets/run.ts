/**
 * `npm run test:snippets`: runs the programs of `snippets` against the sandbox. With `--record`, those that ran
 * green are written down in `snippets/record.json`. All else is Jest's: `-- --record -t python/`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hashProgram, readRecord } from '../../src/snippets/record.ts';
import { FILE, type Results, readGreen, writeRecord } from './record.ts';
import { programFiles } from './support/program-files.ts';
import { findToolChain } from './tool-chains.ts';

const given = process.argv.slice(2);
const isRecorded = given.includes('--record');
const folder = mkdtempSync(path.join(os.tmpdir(), 'snippets-'));
const results = path.join(folder, 'results.json');
// Three at a time: they wait a good deal, for each other's time-outs.
const jest = 'run -s jest -- --config jest.slow.config.js --selectProjects snippets --maxWorkers 3';
const asked = given.filter((one) => one !== '--record');
const written = isRecorded ? ['--json', '--outputFile', results] : [];
const { status } = spawnSync('npm', [...jest.split(' '), ...asked, ...written], {
  stdio: ['inherit', isRecorded ? 'ignore' : 'inherit', 'inherit'],
});
if (isRecorded) await record(JSON.parse(readFileSync(results, 'utf8')) as Results);
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;

async function record(ran: Results): Promise<void> {
  const entries = { ...readRecord(FILE) };
  for (const [name, eras] of readGreen(ran)) {
    const file = programFiles.find((one) => one.name === name);
    const toolChain = findToolChain(
      file?.program === 'implicit' ? 'page' : (file?.language.slug ?? ''),
    );
    if (!file || typeof toolChain === 'string') continue;
    entries[name] = {
      sha256: hashProgram(readFileSync(file.path, 'utf8')),
      ranOn: new Date().toISOString().slice(0, 10),
      with: toolChain.version,
      eras,
    };
    process.stdout.write(`recorded ${name}: ${toolChain.version}, ${eras.join(' and ')}\n`);
  }
  const names = new Set(programFiles.map(({ name }) => name));
  await writeRecord(
    Object.fromEntries(Object.entries(entries).filter(([name]) => names.has(name))),
  );
}
