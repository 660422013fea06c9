import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { isLoopback, loadConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
const file = path.join(folder, 'config.json');
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: unknown, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return loadConfig(file, env);
}

function faultsOf(content: unknown, env: NodeJS.ProcessEnv = {}): readonly string[] {
  try {
    load(content, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('The configuration', () => {
  it('has defaults that run everything on the sandbox', () => {
    const config = loadConfig(path.join(folder, 'missing.json'), {});

    expect(config).toMatchObject({
      port: 3000,
      host: 'localhost',
      publicUrl: 'http://localhost:3000',
      callbackUrl: 'http://localhost:3000/oauth-callback',
      bitbucketUrl: 'https://bitbucket.org',
      bitbucketApiUrl: 'https://api.bitbucket.org',
      isProduction: false,
    });
    expect(config.consumer).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('lets publicUrl and callbackUrl follow the port', () => {
    const config = load({ port: 4001 });

    expect(config.publicUrl).toBe('http://localhost:4001');
    expect(config.callbackUrl).toBe('http://localhost:4001/oauth-callback');
  });

  it('lets the environment win over config.json, and takes its text for numbers and lists', () => {
    const content = { port: 4001, consumerKey: 'in-file', consumerSecret: 'in-file-too' };
    const env = {
      PORT: '4002',
      BITBUCKET_CONSUMER_KEY: 'in-env',
      BITBUCKET_SCOPES: 'account, email',
    };

    const config = load(content, env);

    expect(config.port).toBe(4002);
    expect(config.consumer).toEqual({ key: 'in-env', secret: 'in-file-too' });
    expect(config.scopes).toEqual(['account', 'email']);
  });

  it.each([
    ['', ''],
    ['YOUR_KEY', 'YOUR_SECRET'],
    ['<key>', '<secret>'],
    ['{consumer key}', '[secret]'],
    ['changeme', 'xxxxxxxx'],
  ])('takes the placeholders %j and %j for no consumer', (consumerKey, consumerSecret) => {
    expect(load({ consumerKey, consumerSecret }).consumer).toBeUndefined();
  });

  it('listens beyond this machine only when its public URL is elsewhere', () => {
    expect(load({ publicUrl: 'https://demo.example' }).host).toBe('0.0.0.0');
    expect(load({ publicUrl: 'https://demo.example', host: '10.0.0.1' }).host).toBe('10.0.0.1');
  });

  it('cuts a slash at the end of a URL', () => {
    expect(load({ publicUrl: 'http://localhost:3000/' }).publicUrl).toBe('http://localhost:3000');
  });

  it('knows this machine when it sees it', () => {
    const here = ['http://localhost:1', 'http://127.0.0.1', 'http://127.9.9.9', 'http://[::1]:3'];
    const elsewhere = ['http://localhost.evil', 'http://10.0.0.1', 'http://127.0.0.1.evil'];

    expect(here.filter(isLoopback)).toEqual(here);
    expect(elsewhere.filter(isLoopback)).toEqual([]);
  });
});

describe('R16 a bad configuration', () => {
  it('R16 lists all faults by name, with the fix and without a value', () => {
    const faults = faultsOf(
      {
        port: 'p-canary',
        publicUrl: 'ftp://u-canary',
        consumerKey: 'k-canary',
        logLevel: 'l-canary',
        scopes: 7,
        colour: 'c-canary',
      },
      { SESSION_SECRET: 's-canary', TRUSTED_PROXIES: '-1' },
    );

    const names = faults.map((fault) => fault.split(' ').slice(0, 2).join(' '));
    expect(names.toSorted()).toEqual(
      [
        'SESSION_SECRET must',
        'TRUSTED_PROXIES must',
        'config.json: colour',
        'config.json: logLevel',
        'config.json: port',
        'config.json: publicUrl',
        'config.json: scopes',
        'consumerSecret (BITBUCKET_CONSUMER_SECRET)',
      ].toSorted(),
    );
    expect(faults.join('\n')).not.toContain('canary');
  });

  it.each([
    ['one of the two credentials', { consumerKey: 'k1' }, {}, 'consumerSecret'],
    ['the other one', { consumerSecret: 's1' }, {}, 'consumerKey'],
    [
      'a secret that is still a placeholder',
      { consumerKey: 'k1', consumerSecret: 'YOUR_SECRET' },
      {},
      'consumerSecret',
    ],
    [
      'a callback elsewhere',
      { callbackUrl: 'https://other.example/oauth-callback' },
      {},
      'callbackUrl',
    ],
    [
      'a callback with another path',
      { callbackUrl: 'http://localhost:3000/elsewhere' },
      {},
      'callbackUrl',
    ],
    ['a public URL with a path', { publicUrl: 'https://demo.example/app' }, {}, 'publicUrl'],
    ['a Bitbucket without TLS', { bitbucketUrl: 'http://bitbucket.example' }, {}, 'bitbucketUrl'],
    ['an API without TLS', { bitbucketApiUrl: 'http://api.example' }, {}, 'bitbucketApiUrl'],
    [
      'a URL with credentials',
      { bitbucketUrl: 'https://u:p@bitbucket.example' },
      {},
      'bitbucketUrl',
    ],
    [
      'http in production',
      {},
      { NODE_ENV: 'production', SESSION_SECRET: 'x9'.repeat(20) },
      'publicUrl',
    ],
    [
      'no session secret in production',
      { publicUrl: 'https://demo.example' },
      { NODE_ENV: 'production' },
      'sessionSecret',
    ],
    [
      'a session secret out of a template',
      {},
      { SESSION_SECRET: 'your-session-secret-goes-here-now' },
      'SESSION_SECRET',
    ],
    ['a port beyond all ports', {}, { PORT: '65536' }, 'PORT'],
  ])('R16 refuses %s', (_what, content, env, name) => {
    const faults = faultsOf(content, env);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  it('R16 names the line of a broken config.json', () => {
    const [fault, ...more] = faultsOf('{\n  "port": 3000\n  "consumerKey": "k-canary"\n}');

    expect(fault).toContain('not valid JSON (line 3)');
    expect(fault).not.toContain('canary');
    expect(more).toEqual([]);
  });

  it('R16 names no line where the parser names none, and quotes nothing either', () => {
    const [fault] = faultsOf('{\n  "consumerKey": "k",\n  "consumerSecret": s-canary\n}');

    expect(fault).toMatch(/not valid JSON: /);
    expect(fault).not.toContain('canary');
  });

  it.each(['[]', 'null', '7', '"text"'])('R16 refuses a config.json that holds %s', (content) => {
    expect(faultsOf(content)[0]).toContain('one object');
  });
});
