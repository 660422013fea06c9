/** Runs the script that a run is exported as, against a sandbox that is started as its own first lines say. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOptions } from '../../../src/sandbox/standalone/command-line.ts';
import { createSandbox } from '../../../src/sandbox/standalone/library.ts';
import type { Sandbox } from '../../../src/sandbox/standalone/library.ts';
import { isInstalled, run } from '../../support/start-process.ts';

export const missingPrograms = ['bash', 'curl', 'jq', 'openssl'].filter(
  (program) => !isInstalled(program, program === 'openssl' ? 'version' : '--version'),
);

export interface Replay {
  readonly code: string | number | null;
  readonly said: string;
  /** What the sandbox has answered, by its own account: `401 /2.0/user`. */
  readonly statuses: readonly string[];
}

/** In the place of what the command in the script says. */
export interface Elsewhere {
  readonly era?: 'current';
  readonly url?: string;
  /** What the seed file holds that the command names. */
  readonly seed?: string;
}

export async function replayScript(body: string, where: Elsewhere = {}): Promise<Replay> {
  const folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
  const [, line = ''] = /^# {3}npm run sandbox -- (.*)$/m.exec(body) ?? [];
  const words = line.replace(/--seed \S+/, `--seed ${folder}/seed.json`).split(' ');
  const { isQuiet: _quiet, isJson: _json, ...options } = readOptions([...words, '--port', '0']);
  const { era = options.era, url, seed } = where;
  const script = path.join(folder, 'run.sh');
  await writeFile(script, body);
  if (seed !== undefined) await writeFile(path.join(folder, 'seed.json'), seed);
  const sandbox = await createSandbox({ ...options, ...(era && { era }) });
  try {
    const env = { no_proxy: '*', SANDBOX: url ?? sandbox.baseUrl };
    const { code, stdout, stderr } = await run(['bash', script], { env });
    return { code, said: stdout + stderr, statuses: statusesOf(sandbox) };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
}

function statusesOf({ requests }: Sandbox): string[] {
  return requests
    .filter(({ path: one }) => !one.startsWith('/_sandbox'))
    .map(({ answer, path: one }) => `${answer?.status} ${one}`);
}
