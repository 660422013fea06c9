/** The one way in which tests start a process: what it writes and how it ends are in our hands. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

export interface Started {
  readonly process: ChildProcess;
  /** What it has written, where that is a pipe which is read. */
  stdout(): string;
  stderr(): string;
  isAlive(): boolean;
  /** Its exit code, or the signal that ended it, once all that it wrote is here. */
  readonly ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
  /** Ends it, if it has not ended, and waits for that. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL'))); // nothing stays

/** @param options `env` is all that it gets, but for `PATH` and `HOME`. */
export function startProcess(
  [command = '', ...args]: readonly string[],
  options: SpawnOptions = {},
): Started {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { PATH, HOME, ...options.env },
  });
  running.add(child);
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject); // there is no such program
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  }).finally(() => running.delete(child));
  ended.catch(() => undefined); // whoever waits for it is told
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    process: child,
    stdout: collect(child.stdout),
    stderr: collect(child.stderr),
    isAlive,
    ended,
    signal: (name) => void child.kill(name),
    stop(signal = 'SIGKILL') {
      child.kill(signal);
      return ended;
    },
  };
}

function collect(stream: ChildProcess['stdout']): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}

export interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. @param input What it reads from its stdin. */
export async function run(
  command: readonly string[],
  options: SpawnOptions = {},
  input = '',
): Promise<Ended> {
  const started = startProcess(command, { stdio: 'pipe', ...options });
  started.process.stdin?.on('error', () => undefined).end(input); // it may not want to read
  const code = await started.ended;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
}

export function isInstalled(command: string, question = '--version'): boolean {
  return spawnSync(command, [question]).status === 0;
}
