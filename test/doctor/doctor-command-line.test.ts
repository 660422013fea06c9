import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { HELP, readArguments } from '../../src/doctor/command-line.ts';
import { findFreePort } from '../support/ports.ts';

/** As `npm run doctor -- …` runs it. */
async function run(args: readonly string[], env: Record<string, string>) {
  const command = ['--import', 'tsx', 'src/doctor/main.ts', ...args];
  const all = { PATH: process.env['PATH'], PORT: String(await findFreePort()), ...env };
  return promisify(execFile)(process.execPath, command, { env: all }).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

describe('The command line of npm run doctor', () => {
  it('prints JSON that a program can read, and ends with 1 where something is wrong', async () => {
    const { code, stdout } = await run(['--json'], {
      BITBUCKET_SCOPES: 'repo',
      BITBUCKET_CONSUMER_KEY: '',
      BITBUCKET_CONSUMER_SECRET: '',
    });
    const { exitCode, findings } = JSON.parse(stdout) as { exitCode: number; findings: object[] };

    expect([code, exitCode]).toEqual([1, 1]);
    expect(findings).toContainEqual({
      about: 'Scopes',
      verdict: 'fault',
      says: 'No scope of Bitbucket’s: repo.',
      whatToDo: expect.stringContaining('BITBUCKET_SCOPES'),
      statement: expect.objectContaining({ id: 'scope-unknown', status: 'seen' }),
    });
  });

  it('says what an option is that it does not know, and ends with 2', async () => {
    const { code, stderr } = await run(['--alive'], {});

    expect(code).toBe(2);
    expect(stderr).toContain("Unknown option '--alive'");
    expect(stderr).toContain('npm run doctor -- --help lists the options.');
  });

  it('lists each option in its help', () => {
    const options = Object.keys(readArguments([]));

    expect(options.length).toBeGreaterThan(2);
    expect(options.filter((name) => !HELP.includes(`--${name} `))).toEqual([]);
  });
});
