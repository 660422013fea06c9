/** Programs of the machine as clients. */
import { execFile, spawnSync } from 'node:child_process';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @returns Why it cannot be used, or nothing. */
export function reasonToSkip(program: string): string | undefined {
  const { status } = spawnSync(program, ['--version']);
  return status === 0 ? undefined : `${program} is not installed here`;
}

/** Without the proxies of the environment: the sandbox is on loopback. */
export function run(program: string, parts: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], no_proxy: '*', PYTHONDONTWRITEBYTECODE: '1' };
    const child = execFile(program, parts, { env }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}
