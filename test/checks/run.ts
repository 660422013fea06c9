/**
 * Before the tests: what is checked without running anything, all of it at once, for each part leaves a core
 * idle. Where a package cannot be had, without a network, what needs it is skipped, by name.
 */
import { spawn } from 'node:child_process';
import { PACKAGES, install, npmCommand } from './packages.ts';
import type { PackageName } from './packages.ts';

const NEEDS = new Map<string, readonly PackageName[]>([
  ['format:check', []],
  ['typecheck', ['browser', 'clients']],
  ['lint', ['lint']],
  ['test:browser', ['browser']], // jest leaves out by itself what it cannot run
  ['the tests of test/clients', ['clients']],
]);

const needed = PACKAGES.filter((name) => [...NEEDS.values()].flat().includes(name));
const missing = new Set(needed.filter((name) => !install(name)));
const skipped = [...NEEDS].flatMap(([check, names]) =>
  names.some((name) => missing.has(name)) ? [check] : [],
);
if (skipped.length > 0) {
  process.stdout.write(`Skipped, for their packages cannot be had: ${skipped.join(', ')}\n`);
}
const checks = ['format:check', 'typecheck', 'lint'].filter((check) => !skipped.includes(check));
await Promise.all(checks.map(run));

/** What it writes is shown at its end, in one piece. */
async function run(check: string): Promise<void> {
  const [command, ...npm] = npmCommand();
  const child = spawn(command, [...npm, 'run', '-s', check]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code === 0) return void process.stdout.write(`ok  npm run ${check}\n`);
  process.stdout.write(`${said}\nFAILED  npm run ${check}\n`);
  process.exitCode = 1;
}
