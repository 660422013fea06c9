/** The program itself, started as the README says, with its output and its end in our hands. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findFreePort } from './ports.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..');

export interface Child {
  readonly url: string;
  stdout(): string;
  stderr(): string;
  /** Resolves with the line that says where it listens. */
  readonly listening: Promise<string>;
  /** Resolves with its exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
}

export async function startProgram(env: Record<string, string> = {}): Promise<Child> {
  const port = env['PORT'] ?? String(await findFreePort());
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: TOP,
    // An empty value wins over .env and counts as not set.
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      BITBUCKET_CONSUMER_KEY: '',
      BITBUCKET_CONSUMER_SECRET: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(out.split('\n')[0] ?? '');
    });
    void ended.then((how) => reject(new Error(`It ended (${how}) before it listened: ${err}`)));
  });
  listening.catch(() => undefined); // a test of a failing start does not wait for it
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return {
    url: `http://127.0.0.1:${port}`,
    stdout: () => out,
    stderr: () => err,
    listening,
    ended,
    signal: (name) => void child.kill(name),
  };
}
