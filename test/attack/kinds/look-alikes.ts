/** M6, L4: a server in the place of bitbucket.org that is hostile, or broken. */
import { readFileSync } from 'node:fs';
import { Browser } from '../../support/browser.ts';
import { behave, consumerAt, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../../support/live.ts';
import { json, openScriptedServer } from '../../support/scripted-server.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { csrfOf } from '../../support/session.ts';
import { hold } from '../attack.ts';
import type { Attack } from '../attack.ts';
import { listening, runApp } from '../../support/programs.ts';
import type { Program } from '../../support/programs.ts';
import { timeOf } from '../time.ts';

const BRACKETS = 3_500;
const LARGEST_MEMORY_MB = 400;
const LONGEST_PAGE_MS = 1_000;

/** One core and 512 MB. */
const SMALL_HOST = {
  NODE_OPTIONS: '--max-old-space-size=384 --max-semi-space-size=8 --v8-pool-size=1',
};

const notHosted = 'where strangers are, it has no consumer of another server';

interface Stand {
  readonly bitbucket: ScriptedServer;
  readonly program: Program;
  readonly browser: Browser;
}

async function withLookAlike(act: (stand: Stand) => Promise<string>): Promise<string> {
  const bitbucket = await openScriptedServer();
  behave(bitbucket);
  const program = await listening(await runApp({ ...consumerAt(bitbucket.url), ...SMALL_HOST }));
  const base = `http://localhost:${program.port}`;
  try {
    return await act({ bitbucket, program, browser: new Browser(base) });
  } finally {
    await program.stop();
    await bitbucket.close();
  }
}

/** Megabytes: the most it has ever had. */
function peakMemory({ process }: Program): number {
  const status = readFileSync(`/proc/${process.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

const deepJson: Attack = {
  id: 'M6',
  notHosted,
  tried: `an answer of ${BRACKETS} brackets round 60,000`,
  run: () =>
    withLookAlike(async ({ bitbucket, program, browser }) => {
      const inner = `[${'[],'.repeat(30_000)}[]]`;
      const body = '['.repeat(BRACKETS) + inner + ']'.repeat(BRACKETS);
      const headers = { 'Content-Type': 'application/json' };
      bitbucket.on('/2.0/user', { status: 200, headers, body });
      await browser.follow(await runLive(browser));
      const paths = ['/authorization-code', '/authorization-code?step=API&view=wire'];
      const times = [];
      for (const path of paths) times.push(await timeOf(() => browser.get(path)));
      const ms = Math.max(...times);
      hold(program.isAlive(), `it ended: ${program.stderr().slice(0, 100)}`);
      const memory = peakMemory(program);
      hold(memory < LARGEST_MEMORY_MB, `${memory} MB for an answer of ${body.length / 1000} kB`);
      hold(ms < LONGEST_PAGE_MS, `its page takes ${Math.round(ms)} ms`);
      return `its page takes ${Math.round(ms)} ms, memory peaks at ${memory} MB`;
    }),
};

const shortTokens: Attack = {
  id: 'L4',
  notHosted,
  tried: 'tokens of one character, and a refresh that is refused',
  run: () =>
    withLookAlike(async ({ bitbucket, browser }) => {
      bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, access_token: '"', refresh_token: 'e' }));
      await browser.follow(await runLive(browser));
      const page = await browser.get('/authorization-code');
      bitbucket.on(TOKEN_PATH, json({ error: 'invalid_grant' }, 400));
      const form = { _csrf: csrfOf(page) };
      const refused = await browser.follow(await browser.post('/authorization-code/refresh', form));
      hold(refused.status === 200, `the refresh ends with ${refused.status}`);
      const { state, result } = refused.step('Refresh');
      hold(state === 'failed', `the refresh is ${state}`);
      const after = await browser.get('/authorization-code');
      hold(after.status === 200, `the page afterwards: ${after.status}`);
      hold(after.tokenBar() === '', 'the tokens are there still');
      return `the refresh is refused with ${result}, and the page is whole`;
    }),
};

export const lookAlikes: readonly Attack[] = [deepJson, shortTokens];
