import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assumptions } from '../../src/sandbox/assumptions.ts';
import { HELP, readOptions } from '../../src/sandbox/options.ts';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../docs/sandbox.md'), 'utf8');
const flagsIn = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));

describe('Options of the command', () => {
  it('have a default each', () => {
    expect(readOptions([])).toEqual({
      port: 7999,
      host: '127.0.0.1',
      era: 'current',
      callback: 'http://localhost:3000/oauth-callback',
      refreshGraceSeconds: 600,
      reuseLocksClientSeconds: 0,
      pkce: 'verify',
      sendIss: false,
      rememberConsent: true,
      budget: false,
      isQuiet: false,
      isHelp: false,
    });
  });

  it('reach every choice of the sandbox that is not the app’s own', () => {
    const flags = ['--pkce', 'ignore', '--iss', '--ask-every-time', '--reuse-lock', '30'];

    expect(readOptions([...flags, '--refresh-grace', '0'])).toMatchObject({
      pkce: 'ignore',
      sendIss: true,
      rememberConsent: false,
      reuseLocksClientSeconds: 30,
      refreshGraceSeconds: 0,
    });
  });

  it('stand in --help, each, and in the table of docs/sandbox.md', () => {
    const table = guide.slice(guide.indexOf('| Option'), guide.indexOf('Exit codes'));

    expect(flagsIn(table)).toEqual(flagsIn(HELP));
    expect(flagsIn(HELP).size).toBe(15);
    for (const flag of flagsIn(HELP)) expect(() => readOptions([flag])).not.toThrow(/Unknown/);
  });

  it('are named by the assumptions as a reader can use them: the flag, and the member of `createSandbox`', () => {
    const taken = guide.slice(guide.indexOf('It takes `era`'), guide.indexOf('All of it is typed'));

    for (const { option } of assumptions) {
      if (option === undefined) continue;
      const [flag = '', member = ''] = option.split(', ');
      expect(flagsIn(HELP)).toContain(flag);
      expect(taken).toContain(`\`${member}\``);
    }
  });
});
