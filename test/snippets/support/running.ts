/** A program while it runs: what it says, what it is told, and its end. It never outlives its test. */
import type { SpawnOptions } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ended, startProcess } from '../../support/start-process.ts';

/** Every call of a program ends after ten seconds, and it makes few of them. */
const LONGEST_RUN_MS = 60_000;

export interface Running {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly isAlive: () => boolean;
  /** Waits for what it prints. @returns The match. @throws Where it ends, or is silent, without that. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
  /** Types a line. */
  type(line: string): void;
  /** Waits for its end. @throws Where it hangs. */
  end(): Promise<Ended>;
  /** At once, with all that it has started. */
  stop(): Promise<void>;
}

export function startProgram(command: readonly string[], options: SpawnOptions): Running {
  const started = startProcess(command, { ...options, stdio: 'pipe', detached: true });
  const { process: child } = started;
  const stdout = () => started.stdout();
  const stderr = () => started.stderr();
  const isAlive = () => started.isAlive();
  child.stdin?.on('error', () => undefined); // it may not want to read
  const stop = async () => {
    if (child.pid !== undefined && isAlive()) process.kill(-child.pid, 'SIGKILL');
    await started.ended;
  };
  const fail = async (what: string) => {
    await stop();
    throw new Error(`${what}. It said:\n${stdout()}${stderr()}`);
  };
  return {
    stdout,
    stderr,
    isAlive,
    stop,
    async waitFor(pattern) {
      for (const deadline = Date.now() + LONGEST_RUN_MS; Date.now() < deadline; await wait(20)) {
        if (!isAlive()) await started.ended; // then all that it wrote is here
        const match = pattern.exec(stdout());
        if (match) return match;
        if (!isAlive()) break;
      }
      return fail(`It never said ${String(pattern)}`);
    },
    type: (line) => void child.stdin?.write(`${line}\n`),
    async end() {
      child.stdin?.end();
      const late = wait(LONGEST_RUN_MS, undefined, { ref: false });
      const code = await Promise.race([started.ended, late]);
      if (code === undefined) return fail(`It hangs: not done after ${LONGEST_RUN_MS} ms`);
      return { code, stdout: stdout(), stderr: stderr() };
    },
  };
}
