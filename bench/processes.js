/** Starts and pins the processes of the bench, and reads from /proc what they cost. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const HERE = import.meta.dirname;
const TICKS_PER_SECOND = 100; // Linux: USER_HZ
const START_MS = 15_000;

export const canPin = os.cpus().length >= 2 && succeeds('taskset', ['-V']);
/** The one under test has a core for itself; the load, and an upstream, have the other. */
export const CORES = { tested: 0, load: 1 };

/** For one core and 512 MB, as docs/configuration.md has it and the files of a demo set it: test/docs.test.ts. */
export const SMALL_HOST = '--max-old-space-size=384 --max-semi-space-size=8 --v8-pool-size=1';

/** The command that keeps another on that core, where that can be done. */
export function pinned(core, command) {
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

/** @param script Below bench/. @returns A child process with an IPC channel. */
export function startProcess(core, script, args = [], env = {}) {
  const file = path.join(HERE, script);
  const [program, ...rest] = pinned(core, [process.execPath, file, ...args]);
  const child = spawn(program, rest, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
  });
  showWhenItFails(child, script);
  return child;
}

/** The peers' start-up warnings are no part of the table. */
function showWhenItFails(child, script) {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (said = (said + chunk).slice(-4000)));
  child.once('exit', (code) => {
    if (code) process.stderr.write(`${script} ended with ${code}:\n${said}\n`);
  });
}

/** Starts a server of the bench. @returns The child and what it said of itself. */
export async function startServer(core, script, args, env) {
  const child = startProcess(core, script, args, env);
  return { child, target: await nextMessage(child, script) };
}

/** Gives the load an order and waits for what came of it. */
export async function order(load, what) {
  load.send(what);
  const result = await nextMessage(load, what.job, 600_000);
  if (result.error) throw new Error(`${what.job}: ${result.error}`);
  return result;
}

export function nextMessage(child, name, withinMs = START_MS) {
  return new Promise((resolve, reject) => {
    const settle = (how, value) => {
      clearTimeout(deadline);
      child.off('exit', onExit);
      how(value);
    };
    const onExit = (code) => settle(reject, new Error(`${name} ended with ${code}`));
    const deadline = setTimeout(() => settle(reject, new Error(`${name}: no answer`)), withinMs);
    child.once('exit', onExit);
    child.once('message', (message) => settle(resolve, message));
  });
}

/** Milliseconds of processor time since its start, of all its threads. */
export function cpuMs({ pid }) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** Resident memory, in MB. */
export const residentMb = (child) => memoryOf(child, 'VmRSS');

/** The most that it ever was. */
export const peakMb = (child) => memoryOf(child, 'VmHWM');

function memoryOf({ pid }, what) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)[1]) / 1024;
}

function succeeds(program, args) {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
