/** Stand in for the official images of Redis and Caddy, where no registry is to be reached: Debian's programs. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { run } from '../support/start-process.ts';
import type { Engine } from './engine.ts';

/** As `buildah config` takes it: what the official image does without a command, and where it keeps things. */
const OF_CADDY = {
  '--cmd': 'caddy run --config /etc/caddy/Caddyfile --adapter caddyfile',
  '--env': 'XDG_DATA_HOME=/data',
};

/** @param name As compose.yaml has it: nothing is pulled, for it is there. */
export async function buildProgramImage(
  engine: Engine,
  program: string,
  name: string,
): Promise<void> {
  const buildah = (...args: readonly string[]) => engine.buildah(...args);
  const container = await buildah('from', 'scratch');
  const copy = (from: string, to: string) =>
    buildah('copy', '--quiet', container, realpathSync(from), to);
  const { stdout } = await run(['which', program]);
  await copy(stdout.trim(), path.join('/usr/local/bin', program));
  for (const library of await librariesOf(stdout.trim())) await copy(library, library);
  await buildah('config', '--env', 'PATH=/usr/local/bin', container);
  if (program === 'caddy') await buildah('config', ...Object.entries(OF_CADDY).flat(), container);
  await buildah('commit', '--rm', '--quiet', container, name);
}

/** `	libm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f44a467b000)` */
async function librariesOf(file: string): Promise<string[]> {
  const { stdout } = await run(['ldd', file]);
  return stdout.match(/\/\S+(?= \(0x)/g) ?? [];
}
