import { type StdioOptions, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../process/support/until.ts';
import { type Program, listening, runApp, runCommand } from '../support/programs.ts';
import { sendRaw } from '../support/raw.ts';

/** Loaded before the program: on one signal, its API fails; on another, nothing catches an error. */
const SABOTAGE = `
  import crypto from 'node:crypto';
  import { syncBuiltinESMExports } from 'node:module';
  process.on('SIGWINCH', () => {
    const name = 'x'.repeat(20_000); // a long line for each
    crypto.hash = () => { throw Object.assign(new Error(['can', 'ary'].join('')), { name }); };
    syncBuiltinESMExports();
  });
  process.on('SIGURG', () => { throw new Error('unforeseen'); });`;

const ENV = {
  LOG_LEVEL: 'debug',
  NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(SABOTAGE)}`,
};

const BOTH = [
  ['the app', (stdio?: StdioOptions) => runApp(ENV, stdio), '/sandbox/current'],
  ['the command bitbucket-sandbox', (stdio?: StdioOptions) => runCommand([], ENV, stdio), ''],
] as const;

/** Where stdout and stderr go: to a file, or to pipes that nobody is at any more. */
type Output = number | 'hung up on';

/** More than a pipe and our own bound hold, in lines that only an accident is worth to the sandbox. */
async function writeLines(program: Program, at: string): Promise<void> {
  program.signal('SIGWINCH');
  const request = { path: `${at}/2.0/user`, headers: { Authorization: 'Bearer x' } };
  const answers = new Set<number>();
  for (let n = 0; n < 8; n += 1) {
    const sent = Array.from({ length: 10 }, () => sendRaw(program.url, request));
    for (const { status } of await Promise.all(sent)) answers.add(status);
  }
  expect([...answers].filter((status) => status !== 401)).toEqual([500]);
}

describe.each(BOTH)('The log of %s', (_name, run, at) => {
  let folder = '';
  const opened: number[] = [];
  let program: Program;
  beforeAll(() => void (folder = fs.mkdtempSync(path.join(tmpdir(), 'log-'))));
  afterEach(() => {
    program.signal('SIGKILL');
    for (const fd of opened.splice(0)) fs.closeSync(fd);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function open(file: string, flags: string): number {
    const fd = fs.openSync(file, flags);
    opened.push(fd);
    return fd;
  }

  /** A pipe with somebody at its end who reads nothing. */
  function openSlowReader(): number {
    const fifo = path.join(folder, `fifo-${opened.length}-${Date.now()}`);
    execFileSync('mkfifo', [fifo]);
    return open(fifo, 'r+');
  }

  async function startWith(output: Output): Promise<Program> {
    const started = await run(typeof output === 'number' ? ['ignore', output, output] : undefined);
    if (output === 'hung up on') started.process.stdout?.destroy();
    if (output === 'hung up on') started.process.stderr?.destroy();
    return listening(started);
  }

  type Row = readonly [what: string, output: () => Output];
  const FULL_DISK: Row = ['a full disk', () => open('/dev/full', 'w')];
  const outputs: readonly Row[] = [
    ...(fs.existsSync('/dev/full') ? [FULL_DISK] : []), // Linux has one
    ['a pipe that was closed', () => 'hung up on'],
    ['a reader that reads nothing', openSlowReader],
  ];

  it.each(outputs)('goes to %s: lines are dropped, and SIGTERM ends it', async (_what, output) => {
    program = await startWith(output());

    await writeLines(program, at);
    program.signal('SIGTERM');

    expect(await program.ended).toBe(0);
  });

  it.each(outputs)('goes to %s: R17 a fault that nothing caught ends it', async (_what, output) => {
    program = await startWith(output());

    await writeLines(program, at);
    program.signal('SIGURG');

    expect(await program.ended).toBe(1);
  });

  it('is read: then it holds every line, and each is one of JSON', async () => {
    program = await listening(await run());

    await writeLines(program, at);
    // More than a pipe and the bound hold. An answer may be here before the last of what was logged of it.
    await until(() => program.stderr().length > 1_300_000 && program.stderr().endsWith('\n'));

    const lines = program.stderr().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown).length).toBeGreaterThan(50);
    expect(program.stderr().includes('canary')).toBe(false);
  });
});
