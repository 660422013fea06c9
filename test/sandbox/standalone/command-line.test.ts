import { describe, expect, it } from '@jest/globals';
import { ALL_OPTIONS } from '../../../src/sandbox/options/command-options.ts';
import { variableOf } from '../../../src/sandbox/options/option.ts';
import { readOptions } from '../../../src/sandbox/standalone/command-line.ts';

const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';

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
      anonymousReads: 'answer',
      removedList: 410,
      sendIss: false,
      rememberConsent: true,
      budget: false,
      control: true,
      isQuiet: false,
      isJson: false,
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

  const IN_THE_ENVIRONMENT = [
    ['SANDBOX_PORT', '8080', { port: 8080 }],
    ['SANDBOX_HOST', 'localhost', { host: 'localhost' }],
    ['SANDBOX_ERA', 'legacy', { era: 'legacy' }],
    ['SANDBOX_SEED', 'seed.json', { seed: 'seed.json' }],
    ['SANDBOX_APPROVE', 'ada', { approve: 'ada' }],
    ['SANDBOX_CALLBACK', 'http://localhost/cb', { callback: 'http://localhost/cb' }],
    ['SANDBOX_PUBLIC_URL', 'http://sandbox:7999', { publicUrl: 'http://sandbox:7999' }],
    ['SANDBOX_PUBLIC_URL', 'auto', { publicUrl: 'auto' }],
    ['SANDBOX_HOSTS', 'docker, sandbox.test', { hosts: ['docker', 'sandbox.test'] }],
    ['SANDBOX_CERT', 'cert.pem', { cert: 'cert.pem' }],
    ['SANDBOX_KEY', 'key.pem', { key: 'key.pem' }],
    ['SANDBOX_FROZEN_AT', '2026-11-22', { frozenAt: '2026-11-22' }],
    ['SANDBOX_FROZEN_AT', '1795305600000', { frozenAt: 1_795_305_600_000 }],
    ['SANDBOX_REFRESH_GRACE', '0', { refreshGraceSeconds: 0 }],
    ['SANDBOX_REUSE_LOCK', '30', { reuseLocksClientSeconds: 30 }],
    ['SANDBOX_PKCE', 'ignore', { pkce: 'ignore' }],
    ['SANDBOX_ANONYMOUS', 'refuse', { anonymousReads: 'refuse' }],
    ['SANDBOX_REMOVED_LIST', '404', { removedList: 404 }],
    ['SANDBOX_ISS', 'true', { sendIss: true }],
    ['SANDBOX_ASK_EVERY_TIME', 'true', { rememberConsent: false }],
    ['SANDBOX_BUDGET', 'true', { budget: true }],
    ['SANDBOX_CONTROL_TOKEN', TOKEN, { controlToken: TOKEN }],
    ['SANDBOX_NO_CONTROL', 'true', { control: false }],
    ['SANDBOX_JSON', 'true', { isJson: true }],
    ['SANDBOX_QUIET', 'true', { isQuiet: true }],
  ] as const;
  it.each(IN_THE_ENVIRONMENT)('stand in the environment, too: %s=%s', (variable, text, option) => {
    expect(readOptions([], { [variable]: text })).toMatchObject(option);
    expect(readOptions([], { [variable]: '' })).toEqual(readOptions([]));
  });

  it('stand in the environment each, for a container takes no arguments', () => {
    const tried = new Set<string>(IN_THE_ENVIRONMENT.map(([variable]) => variable));

    expect(ALL_OPTIONS.map(([, option]) => variableOf(option)).toSorted()).toEqual(
      [...tried].toSorted(),
    );
  });

  it('win as flags over the environment', () => {
    const env = { SANDBOX_PORT: '1', SANDBOX_ERA: 'legacy', SANDBOX_ISS: 'false' };

    expect(readOptions(['--port', '2', '--era', 'current', '--iss'], env)).toMatchObject({
      port: 2,
      era: 'current',
      sendIss: true,
    });
    expect(readOptions(['--port', '2'], { SANDBOX_PORT: 'of no matter' }).port).toBe(2);
  });

  const canBeWrong = ALL_OPTIONS.map(([, option]) => option).filter(
    ({ flag }) => !['host', 'seed', 'approve', 'cert', 'key'].includes(flag), // any text may be one
  );
  it.each(canBeWrong)('are named where the environment is wrong: --$flag', (option) => {
    const wrong = () => readOptions([], { [variableOf(option)]: 'on # \t' });

    expect(wrong).toThrow(new RegExp(`^${variableOf(option)} `));
  });

  it('are switched off by `false` in the environment', () => {
    const env = { SANDBOX_NO_CONTROL: 'false', SANDBOX_ISS: 'false' };

    expect(readOptions([], env)).toEqual(readOptions([]));
    expect(() => readOptions([], { SANDBOX_ISS: 'yes' })).toThrow(
      'SANDBOX_ISS is "yes"; it must be true or false',
    );
  });

  it('open no sandbox to others by the environment either (M9)', () => {
    expect(() => readOptions([], { SANDBOX_HOST: '0.0.0.0' })).toThrow(
      /^SANDBOX_HOST is "0\.0\.0\.0", where others/,
    );
  });

  it('do not keep --help and --version from being shown', () => {
    expect(readOptions(['--help'], { SANDBOX_PORT: 'x' })).toMatchObject({ asks: 'help' });
    expect(readOptions(['--version'], { SANDBOX_PORT: 'x' })).toMatchObject({ asks: 'version' });
  });
});
