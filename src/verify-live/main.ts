/** The program: `npm run verify-live`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { loadConfig } from '../config/config.ts';
import { addEnvFile } from '../config/settings-files.ts';
import { describeStartFault } from '../describe-start-fault.ts';
import { openLines } from '../process/lines.ts';
import { UsageError } from '../process/program-options.ts';
import { verifyLive } from './command.ts';
import { HELP, readArguments } from './command-line.ts';

const TOP = path.resolve(import.meta.dirname, '../..');
const out = openLines(process.stdout);

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(`${isUsage ? error.message : describeStartFault(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

async function run(values: ReturnType<typeof readArguments>): Promise<number> {
  if (values.help) {
    out.write(HELP);
    return 0;
  }
  const faults = addEnvFile(path.join(TOP, '.env'), process.env);
  return verifyLive({
    config: loadConfig(path.join(TOP, 'config.json'), process.env, faults),
    usesBrowser: !values['no-browser'],
    day: new Date().toISOString().slice(0, 10),
    terminal: {
      say: (text) => out.write(`${text}\n`),
      confirm: (question) => (values.yes ? Promise.resolve(true) : confirm(question)),
      async writeReport(text) {
        await writeFile(values.report, text);
        return values.report;
      },
    },
  });
}

/** Nobody at a terminal is a no. */
async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => void lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${question} (yes/no) `), ended]);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
