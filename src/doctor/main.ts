/** The program: `npm run doctor`. */
import path from 'node:path';
import { addEnvFile } from '../config/settings-files.ts';
import { openLines } from '../process/lines.ts';
import { UsageError } from '../process/program-options.ts';
import { createSend } from '../wire/send.ts';
import { HELP, readArguments } from './command-line.ts';
import { examine } from './examine.ts';
import { exitCodeOf } from './finding.ts';
import { renderAsJson, renderFindings } from './report.ts';

const TOP = path.resolve(import.meta.dirname, '../..');
const TIMEOUT_MS = 8_000;
const out = openLines(process.stdout);

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function run({ live, json, help }: ReturnType<typeof readArguments>): Promise<number> {
  if (help) {
    out.write(HELP);
    return 0;
  }
  const faults = addEnvFile(path.join(TOP, '.env'), process.env);
  const findings = await examine({
    file: path.join(TOP, 'config.json'),
    env: process.env,
    faultsOfEnvFile: faults,
    nodeVersion: process.versions.node,
    send: createSend(TIMEOUT_MS),
    isLive: live,
  });
  out.write(json ? renderAsJson(findings) : renderFindings(findings));
  return exitCodeOf(findings);
}
