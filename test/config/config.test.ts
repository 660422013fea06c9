import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors/errors.ts';

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

const GOOD_SECRET = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';
const LIST = JSON.stringify([GOOD_SECRET, GOOD_SECRET]);

/** What is refused, config.json, the environment, and what the one fault says. */
type Refusal = readonly [string, object, NodeJS.ProcessEnv, string];

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

  it('shares a consumer with strangers only where that is allowed (S60)', () => {
    const consumer = { consumerKey: 'k1', consumerSecret: 's1' };
    const shared = load(
      { ...consumer, publicUrl: 'https://demo.example' },
      { ALLOW_SHARED_CONSUMER: 'true' },
    );

    expect(shared).toMatchObject({ isShared: true, consumer: { key: 'k1' } });
    expect(load(consumer)).toMatchObject({ isShared: false, consumer: { key: 'k1' } });
    expect(load({ publicUrl: 'https://demo.example' }).consumer).toBeUndefined();
  });

  it.each([
    ['one', GOOD_SECRET, [GOOD_SECRET]],
    ['one with blanks and a bracket', `[${GOOD_SECRET}, and more`, [`[${GOOD_SECRET}, and more`]],
    ['several', JSON.stringify([GOOD_SECRET, `${GOOD_SECRET}x`]), [GOOD_SECRET, `${GOOD_SECRET}x`]],
  ])('takes %s for the session secret', (_what, SESSION_SECRET, expected) => {
    expect(load({}, { SESSION_SECRET }).sessionSecret).toEqual(expected);
  });

  it('cuts a slash at the end of a URL', () => {
    expect(load({ publicUrl: 'http://localhost:3000/' }).publicUrl).toBe('http://localhost:3000');
  });

  it.each([
    ['HTTPS://Demo.Example', 'https://demo.example'],
    ['https://demo.example:443', 'https://demo.example'],
    ['https://demo.example:8443/', 'https://demo.example:8443'],
    ['http://LOCALHOST:3000', 'http://localhost:3000'],
    ['http://127.1:3000', 'http://127.0.0.1:3000'],
  ])('knows the public URL %s as %s, wherever it is used', (publicUrl, origin) => {
    const config = load({
      publicUrl,
      callbackUrl: `${publicUrl.replace(/\/$/, '')}/oauth-callback`,
    });

    expect(config.publicUrl).toBe(origin);
    expect(config.callbackUrl).toBe(`${origin}/oauth-callback`);
  });

  it('knows bitbucket.org in one spelling, too', () => {
    const config = load({ bitbucketUrl: 'HTTPS://BitBucket.org:443/' });

    expect(config.bitbucketUrl).toBe('https://bitbucket.org');
  });

  it('does not mind the mark that Windows puts at the beginning of a file', () => {
    expect(load('\uFEFF{ "port": 4001 }').port).toBe(4001);
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

  it.each<Refusal>([
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
      { NODE_ENV: 'production', SESSION_SECRET: GOOD_SECRET },
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
    [
      'a list whose second secret is too short',
      {},
      { SESSION_SECRET: JSON.stringify([GOOD_SECRET, 'short']) },
      'SESSION_SECRET is a list, whose number 2 must have at least 32 characters',
    ],
    ...[`'${LIST}'`, `"${LIST}"`, LIST.replace(']', ',]'), LIST.replaceAll('"', "'")].map(
      (SESSION_SECRET, at): Refusal => [
        `a list of secrets that is none, in place of one secret (${at})`,
        {},
        { SESSION_SECRET },
        'SESSION_SECRET must be text, or a list: ["the new one", "the one before"]',
      ],
    ),
    ...['/one', '/1/2', '/1.5'].map((database): Refusal => [
      `a Redis whose database is ${database}`,
      {},
      { REDIS_URL: `redis://localhost${database}`, SESSION_SECRET: GOOD_SECRET },
      'REDIS_URL must be a redis:// or rediss:// URL',
    ]),
    [
      'a password of Redis that cannot be decoded',
      {},
      { REDIS_URL: 'redis://user:canary%zz@localhost', SESSION_SECRET: GOOD_SECRET },
      'REDIS_URL must be a redis:// or rediss:// URL',
    ],
    [
      'a list of secrets that is empty',
      { sessionSecret: [] },
      {},
      'config.json: sessionSecret must be text, or a list',
    ],
    [
      'metrics at the port of the app',
      { port: 4001 },
      { METRICS_PORT: '4001' },
      'metricsPort (METRICS_PORT) is the port of the app',
    ],
    ['a port beyond all ports', {}, { PORT: '65536' }, 'PORT'],
    ['port 0, which nobody could reach', {}, { PORT: '0' }, 'PORT must be a whole number from 1'],
    ['a secret that could be guessed', {}, { SESSION_SECRET: 'a'.repeat(32) }, 'SESSION_SECRET'],
    [
      'a consumer where strangers would share it (H6, S60)',
      { publicUrl: 'https://demo.example', consumerKey: 'k1', consumerSecret: 's1' },
      {},
      'consumerKey (BITBUCKET_CONSUMER_KEY) would serve every visitor of publicUrl',
    ],
    [
      'the control API where others reach it by its URL',
      { sandboxControl: true, publicUrl: 'https://demo.example', host: 'localhost' },
      {},
      'sandboxControl',
    ],
    ...['0.0.0.0', '::', '10.0.0.5', 'my-machine'].map((HOST): Refusal => [
      `the control API where others reach it at ${HOST}, whatever publicUrl says (M9)`,
      { publicUrl: 'http://localhost:3000' },
      { SANDBOX_CONTROL: 'true', HOST },
      'sandboxControl (SANDBOX_CONTROL) is for your own machine, and others can reach',
    ]),
    [
      'the control API where several processes share the sandbox',
      { sandboxControl: true },
      { REDIS_URL: 'redis://localhost', SESSION_SECRET: GOOD_SECRET },
      'sandboxControl',
    ],
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
    expect(faultsOf(content)).toEqual(['config.json must hold one object, in braces.']);
  });

  it.each([
    ['a list', { scopes: ['acc"ount é'] }, {}, 'config.json: scopes'],
    ['a blank in a list', { scopes: ['account email'] }, {}, 'config.json: scopes'],
    ['no text in a list', { scopes: [7] }, {}, 'config.json: scopes'],
    ['no list', { scopes: 7 }, {}, 'config.json: scopes'],
    ['words', {}, { BITBUCKET_SCOPES: 'acc"ount é' }, 'BITBUCKET_SCOPES'],
  ])('R16 has one rule for scopes, and one message: %s', (_what, content, env, name) => {
    const [fault = '', ...more] = faultsOf(content, env);

    expect(fault).toMatch(
      / must be a list of scope names, such as account and repository, without /,
    );
    expect(fault.startsWith(name)).toBe(true);
    expect(more).toEqual([]);
  });

  it('R16 tells the faults of .env, of config.json and of the environment at once', () => {
    writeFileSync(file, '{"port": 3000');

    expect(() => loadConfig(file, { PORT: '0' }, ['.env cannot be read.'])).toThrow(
      expect.objectContaining({
        faults: [
          '.env cannot be read.',
          expect.stringMatching(/^config.json is not valid JSON/),
          expect.stringMatching(/^PORT must be/),
        ],
      }),
    );
  });

  it('R16 says of a secret that is no good, that and not that it is missing', () => {
    const env = { NODE_ENV: 'production', SESSION_SECRET: 'short' };

    expect(faultsOf({ publicUrl: 'https://demo.example' }, env)).toEqual([
      expect.stringMatching(/^SESSION_SECRET must have at least 32 characters/),
    ]);
  });
});
