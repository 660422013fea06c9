/** A project that holds nothing but what is installed in it, as somebody else's would. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const TOP = path.resolve(import.meta.dirname, '../..');
const INSTALL_MS = 120_000;
const execute = promisify(execFile);

export interface Project {
  /** @throws What the command wrote, where it ended with another code than 0. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  write(file: string, text: string): void;
  at(file: string): string;
}

/** @returns Undefined where no registry can be reached. */
export async function installIn(
  folder: string,
  packages: readonly string[],
  ...options: readonly string[]
): Promise<Project | undefined> {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"name":"empty","private":true}');
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  const briefly = ['--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const args = ['install', ...quietly, ...briefly, ...options, ...packages];
  try {
    await execute('npm', args, { cwd: folder, timeout: INSTALL_MS });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET/.test(stderr)) {
      return undefined;
    }
    throw error;
  }
  return projectIn(folder);
}

/** With no registry at hand: what has dependencies cannot be installed. */
export async function installAlone(folder: string, tarball: string): Promise<Project> {
  const project = await installIn(folder, [tarball], '--offline');
  if (!project) throw new Error('The package has dependencies: it cannot be installed offline.');
  return project;
}

function projectIn(folder: string): Project {
  const at = (file: string) => path.join(folder, file);
  return {
    at,
    write: (file, text) => writeFileSync(at(file), text),
    async run(command, ...args) {
      const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
      for (const ours of ['JEST_WORKER_ID', 'NODE_OPTIONS', 'NODE_ENV']) delete env[ours];
      const { stdout, stderr } = await execute(command, args, { cwd: folder, env });
      return stdout + stderr;
    },
  };
}

/** The complete examples of a document, by file name. */
export function examplesOf(document: string): Map<string, string> {
  const text = readFileSync(path.join(TOP, document), 'utf8');
  const found = text.matchAll(/<!-- file: (\S+) -->\s+```\w+\n(.*?)```/gs);
  return new Map([...found].map(([, name = '', code = '']) => [name, code]));
}
