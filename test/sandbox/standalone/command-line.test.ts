import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assumptions } from '../../../src/sandbox/assumptions.ts';
import { HELP, readOptions } from '../../../src/sandbox/standalone/command-line.ts';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sandbox.md'), 'utf8');
const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';
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
      control: true,
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

  it('let nobody start a sandbox that others could drive (M9)', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.2', 'my-machine']) {
      expect(() => readOptions(['--host', host])).toThrow(
        `--host is "${host}", where others than this machine could drive the sandbox: ` +
          'give it a --control-token (or SANDBOX_CONTROL_TOKEN), or take --no-control',
      );
    }
    const open = ['--host', '0.0.0.0'];
    expect(readOptions([...open, '--no-control'])).toMatchObject({ control: false });
    expect(readOptions([...open, '--control-token', TOKEN])).toMatchObject({ controlToken: TOKEN });
    expect(readOptions(open, { SANDBOX_CONTROL_TOKEN: TOKEN })).toMatchObject({
      controlToken: TOKEN,
    });
    expect(() => readOptions(open, { SANDBOX_CONTROL_TOKEN: '' })).toThrow('--host');
  });

  it('take no token that could be guessed, and do not repeat it', () => {
    const weak = () => readOptions(['--control-token', 'c-canary']);
    const weakVariable = () => readOptions([], { SANDBOX_CONTROL_TOKEN: 'c-canary' });

    expect(weak).toThrow(/^--control-token must have at least 32 characters: [^"]*$/);
    expect(weakVariable).toThrow(/^SANDBOX_CONTROL_TOKEN must have at least 32/);
    expect(weak).not.toThrow(/canary/);
    expect(() => readOptions(['--control-token', ''])).toThrow(/^--control-token must be letters/);
  });

  it('stand in --help, each, and in the table of docs/sandbox.md', () => {
    const table = guide.slice(guide.indexOf('| Option'), guide.indexOf('Exit codes'));

    expect(flagsIn(table)).toEqual(flagsIn(HELP));
    expect(flagsIn(HELP).size).toBe(17);
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
