/** H5, M11: a log that cannot be written: full disk, nobody at the other end, a reader that does not read. */
import { closeSync, openSync } from 'node:fs';
import type { StdioOptions } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { reach } from '../hosted.ts';
import { HOSTED } from '../../support/hosted.ts';
import { listening, runApp } from '../../support/programs.ts';
import { decideAtSandbox } from '../../support/resource-owner.ts';

const A = '198.51.100.50';
const LONGEST_STOP_MS = 12_000;
/** More than a pipe holds. */
const LINES = 1_500;
const START = '/authorization-code/authorize?server=sandbox-current';

type Prepare = (full: number) => StdioOptions;

/** A visitor denies consent (a line at `warn`), others knock (lines at `info`), and it is asked to stop. */
async function writeInVain(prepare: Prepare, reader?: 'gone' | 'asleep'): Promise<string> {
  const full = openSync('/dev/full', 'w');
  const program = await runApp({ ...HOSTED, LOG_LEVEL: 'info' }, prepare(full));
  closeSync(full);
  for (const stream of [program.process.stdout, program.process.stderr]) {
    if (reader === 'gone') stream?.destroy();
    if (reader === 'asleep') stream?.removeAllListeners('data').pause();
  }
  const app = reach(program);
  try {
    await listening(program);
    const browser = app.newVisitor(A);
    const denial = await decideAtSandbox(browser, START, { decision: 'cancel' });
    const page = await inTime('the denial', browser.follow(denial));
    hold(page.step('B').state === 'failed', `a denial gets ${page.status} ${page.announcement()}`);
    const refusal = () => app.ask({ path: '/oauth-callback?code=c&state=s', from: A });
    for (let count = 0; count < LINES; count += 10) {
      await inTime('a refusal', Promise.all(Array.from({ length: 10 }, refusal)));
    }
    const alive = await inTime('its health', app.ask({ path: '/health/live', from: A }));
    hold(alive.status === 200, `its health gets ${alive.status}`);
    program.signal('SIGTERM');
    const ended = await Promise.race([program.ended, wait(LONGEST_STOP_MS, 'still there')]);
    hold(ended === 0, `after SIGTERM: ${ended}`);
    return `${LINES} lines, it goes on, and SIGTERM ends it with 0`;
  } finally {
    await app.close();
  }
}

async function inTime<T>(what: string, answer: Promise<T>): Promise<T> {
  const late = wait(3_000, undefined);
  const first = await Promise.race([answer.then((value) => ({ value })), late]);
  hold(first !== undefined, `${what} does not come: it stands still`);
  return first.value;
}

const WAYS: readonly (readonly [string, string, Prepare, ('gone' | 'asleep')?])[] = [
  ['H5', 'a log on a full disk', (full) => ['ignore', 'pipe', full]],
  ['H5', 'a log that nobody reads', () => ['ignore', 'ignore', 'pipe'], 'asleep'],
  ['M11', 'output on a full disk', (full) => ['ignore', full, 'pipe']],
  ['M11', 'output and log to pipes that are closed', () => ['ignore', 'pipe', 'pipe'], 'gone'],
];

export const logs: readonly Attack[] = WAYS.map(([id, tried, prepare, reader]) => ({
  id,
  tried,
  notHosted: 'where its log goes is the engine’s',
  run: () => writeInVain(prepare, reader),
}));
