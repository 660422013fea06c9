/**
 * Builds the image of the Containerfile and runs it, in a store that is gone afterwards. No image registry is
 * asked. A run of tests has one store for all its files: who comes first builds.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Program, listening } from '../support/programs.ts';
import { findFreePort } from '../support/ports.ts';
import { run, startProcess } from '../support/start-process.ts';
import { buildNodeImage } from './node-image.ts';

const TOP = path.resolve(import.meta.dirname, '../..');
export const APP = 'localhost/bitbucket-oauth-grants';
/** The same image, of the stage of this name: it runs the sandbox where no argument is given. */
export const SANDBOX = `${APP}:sandbox`;

/** Of one command of podman or buildah. */
const MOST_MS = 240_000;
/** Of a container: it must outlive whoever uses it, and the attacks have ten minutes. */
const LONGEST_LIFE_MS = 900_000;

/** As little as it is promised to need. */
const CONFINED = '--read-only --memory 256m --cap-drop all --security-opt no-new-privileges'.split(
  ' ',
);
/** Those of this machine are lower than podman's own. */
export const LIMITS = '--ulimit nofile=1024:1024 --ulimit nproc=4096:4096'.split(' ');

export interface Container extends Program {
  readonly name: string;
}

export interface Start {
  readonly image: string;
  /** Where it listens inside. */
  readonly port: number;
  /** It shares the network of this machine, and no port is mapped. */
  readonly isOnHost?: boolean;
  readonly env?: (url: string) => Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

export interface Engine {
  /** Starts a container with one port mapped to loopback, and waits until it listens. */
  start(how: Start): Promise<Container>;
  /** @returns What it prints. @throws Where it fails. */
  podman(...args: readonly string[]): Promise<string>;
  buildah(...args: readonly string[]): Promise<string>;
  /** Podman with its store, for a shell. */
  readonly command: readonly string[];
  /** Every file of the image: path and size in bytes. */
  files(): Promise<ReadonlyMap<string, number>>;
  remove(): Promise<void>;
}

/** Names the folder of the store that the files of a run share. */
export const SHARED = 'CONTAINER_STORE';

export const createFolder = () => mkdtempSync(path.join(os.tmpdir(), 'container-'));

export async function openEngine(): Promise<Engine> {
  const shared = process.env[SHARED];
  const folder = shared ?? createFolder();
  const store = storeIn(folder);
  const own = '--log-level fatal --runtime runc --cgroup-manager cgroupfs'; // a job has no systemd
  const engine = ['podman', ...store, ...own.split(' ')];
  const podman = (...args: readonly string[]) => succeed([...engine, ...args]);
  const buildah = (...args: readonly string[]) => succeed(['buildah', ...store, ...args]);
  const built = path.join(folder, 'built');
  if (!existsSync(built)) {
    await buildImages(buildah);
    writeFileSync(built, '');
  }
  let started = 0;
  return {
    podman,
    buildah,
    command: engine,
    async start({ image, port, isOnHost = false, env = () => ({}), command = [] }) {
      const outside = isOnHost ? port : await findFreePort();
      const url = `http://127.0.0.1:${outside}`;
      const name = `c${(started += 1)}`;
      const variables = Object.entries(env(url)).flatMap((pair) => ['--env', pair.join('=')]);
      const network = isOnHost ? '--network=host' : `--publish=127.0.0.1:${outside}:${port}`;
      const options = [...CONFINED, ...LIMITS, '--name', name, network, ...variables];
      const all = [...engine, 'run', ...options, image, ...command];
      const program = await listening({
        ...startProcess(all, { timeout: LONGEST_LIFE_MS }),
        port: outside,
        url,
      });
      return { ...program, name };
    },
    async files() {
      const archive = path.join(folder, 'files.tar');
      const container = await podman('create', APP);
      await podman('export', '--output', archive, container);
      const listed = await succeed(['tar', '--list', '--verbose', '--file', archive]);
      return new Map(listed.split('\n').flatMap(readEntry));
    },
    async remove() {
      await podman('rm', '--all', '--force', '--time', '0');
      if (shared === undefined) await removeStore(folder);
    },
  };
}

const storeIn = (folder: string) => [
  '--root',
  path.join(folder, 'store'),
  '--runroot',
  path.join(folder, 'run'),
];

export async function removeStore(folder: string): Promise<void> {
  await run(['podman', ...storeIn(folder), 'rmi', '--all', '--force']); // it is mounted
  rmSync(folder, { recursive: true });
}

async function buildImages(buildah: (...args: readonly string[]) => Promise<string>) {
  const node = await buildNodeImage(buildah, versionInContainerfile());
  const build = 'build --isolation chroot --network host --format docker --layers'.split(' ');
  build.push('--build-arg', `NODE_IMAGE=${node}`, '--build-arg', 'REVISION=tried');
  await buildah(...build, '--tag', APP, TOP);
  await buildah(...build, '--tag', SANDBOX, '--target', 'sandbox', TOP);
}

/** The Node that the image has by default is the one that it is tried with. */
function versionInContainerfile(): string {
  const text = readFileSync(path.join(TOP, 'Containerfile'), 'utf8');
  const [, version] = /^ARG NODE_IMAGE=\S+\/node:(\d+\.\d+\.\d+)-/m.exec(text) ?? [];
  assert(version !== undefined, 'The Containerfile names no version of Node.');
  return version;
}

/** `-rw-r--r-- 0/0  1063 2026-11-26 05:38 app/LICENSE` */
function readEntry(line: string): [string, number][] {
  const [mode = '', , bytes = '', , , file = ''] = line.split(/ +/);
  return mode.startsWith('-') ? [[file, Number(bytes)]] : [];
}

async function succeed(command: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(command, { cwd: TOP, timeout: MOST_MS });
  assert.equal(code, 0, `${command.join(' ')}: ${stdout.slice(-500)}${stderr.slice(-2_000)}`);
  return stdout.trim();
}
