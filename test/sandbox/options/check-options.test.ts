import { describe, expect, it } from '@jest/globals';
import { checkOptions } from '../../../src/sandbox/options/check-options.ts';
import {
  type CreateSandboxOptions,
  createSandbox,
} from '../../../src/sandbox/standalone/library.ts';

const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';

describe('The options of createSandbox', () => {
  it.each<[object, RegExp]>([
    [
      { refreshGrace: 0 },
      /^There is no option refreshGrace; there are port, host, .*refreshGraceSe/,
    ],
    [{ toString: 1 }, /^There is no option toString/],
    [{ era: 'future' }, /^era is "future"; it must be current or legacy\.$/],
    [{ era: 'constructor' }, /^era is/],
    [{ port: 70_000 }, /^port is 70000; it must be a whole number from 0 to 65535\.$/],
    [{ port: '7999' }, /^port is "7999"/],
    [{ host: '' }, /^host is ""; it must be an address such as 127\.0\.0\.1/],
    [{ publicUrl: 'ftp://sandbox.test' }, /^publicUrl is "ftp:.*http or https URL without a path/],
    [{ publicUrl: 'http://sandbox.test/path' }, /^publicUrl is/],
    [{ publicUrl: 'sandbox.test' }, /^publicUrl is/],
    [{ publicUrl: 'automatic' }, /^publicUrl is "automatic"; .*, or auto\.$/],
    [{ host: '[::1]' }, /^host is "\[::1\]"; it must be an address such as .* without brackets/],
    [{ host: '127.0.0.1:7999' }, /^host is .* without a port/],
    [{ host: ' ' }, /^host is " "; it must be an address/],
    [{ publicUrl: 'auto', hosts: 'docker' }, /^hosts is "docker"; it must be names of hosts/],
    [{ publicUrl: 'auto', hosts: ['docker:80'] }, /^hosts is \["docker:80"\].* without a port/],
    [{ publicUrl: 'auto', hosts: ['*'] }, /^hosts is/],
    [{ publicUrl: 'auto', hosts: ['[:::]'] }, /^hosts is/], // what is no address is called by nobody
    [{ publicUrl: 'auto', hosts: ['1.2.3.999'] }, /^hosts is/],
    [{ hosts: ['docker'] }, /^hosts are for publicUrl 'auto'/],
    [{ key: '' }, /^key must be the path of a PEM file, or what one holds\.$/],
    [{ seed: 5 }, /^seed is 5; it must be what a seed file holds/],
    [{ seed: null }, /^seed is null/],
    [{ approve: true }, /^approve is true; it must be a username/],
    [{ callback: 'nonsense' }, /^callback is "nonsense"; it is no absolute URL: write one/],
    [{ callback: 'http://localhost/cb#part' }, /^callback is/],
    [{ frozenAt: 'noon' }, /^frozenAt is "noon"; it must be a moment such as 2026-/],
    [{ frozenAt: 1e300 }, /^frozenAt is 1e\+300/],
    [{ frozenAt: -1 }, /^frozenAt is -1/],
    [{ frozenAt: null }, /^frozenAt is null/],
    [{ refreshGraceSeconds: -1 }, /^refreshGraceSeconds is -1; it must be a whole number from 0/],
    [{ refreshGraceSeconds: 'ten' }, /^refreshGraceSeconds is "ten"/],
    [{ sendIss: 'yes' }, /^sendIss is "yes"; it must be true or false/],
    [{ control: 'no' }, /^control is "no"; it must be true or false/],
    [{ controlToken: 'c-canary' }, /^controlToken must have at least 32 characters: [^"]*$/],
    [{ controlToken: 'a'.repeat(40) }, /^controlToken has fewer than 8 different characters/],
    [{ controlToken: `${TOKEN} ` }, /^controlToken must be letters, digits and -\._~\+\/ alone/],
    [{ controlToken: 7 }, /^controlToken must be text/],
    ...['0.0.0.0', '::', '192.0.2.2', 'my-machine', '127.0.0.1.evil.example'].map(
      (host): [object, RegExp] => [
        { host },
        /^host is ".*", where others than this machine reach the control API: give it a controlToken/,
      ],
    ),
    [{ host: '0.0.0.0', control: true }, /^host is "0\.0\.0\.0", where others/],
    [{ pkce: 'verfy' }, /^pkce is "verfy"; it must be verify or strict or ignore/],
  ])('are refused where they cannot be: %j', async (options, message) => {
    expect(() => checkOptions(options)).toThrow(RangeError);
    const started = createSandbox(options).then((sandbox) => sandbox.close());
    await expect(started).rejects.toThrow(message);
  });

  it.each<CreateSandboxOptions>([
    {},
    { era: 'legacy', port: 0, host: '::1', callback: '', pkce: 'ignore', sendIss: true },
    { publicUrl: 'https://sandbox.test:8443/', callback: 'http://127.0.0.1/cb' },
    { frozenAt: Date.UTC(9999, 11, 31), refreshGraceSeconds: 0, seed: {}, approve: 'ada' },
    { frozenAt: '2026-11-22' },
    { host: '0.0.0.0', controlToken: TOKEN },
    { host: '::', control: false },
    { host: 'localhost', controlToken: TOKEN },
  ])('are taken as they are: %j', (options) => {
    expect(checkOptions(options)).toEqual(options);
  });

  it('that are undefined are as good as absent', async () => {
    const absent = { port: undefined, host: undefined, sendIss: undefined, approve: undefined };
    const sandbox = await createSandbox(absent as object);
    sandbox.approve('ada');
    const [{ clientId }] = sandbox.clients;
    const url = `${sandbox.authorizationEndpoint}?response_type=code&client_id=${clientId}`;
    const { headers } = await fetch(url, { redirect: 'manual' });
    await sandbox.close();

    expect(headers.get('location')).not.toContain('iss=');
  });
});
