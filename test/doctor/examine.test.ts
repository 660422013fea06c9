import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examine } from '../../src/doctor/examine.ts';
import { exitCodeOf } from '../../src/doctor/finding.ts';
import { renderAsJson, renderFindings } from '../../src/doctor/report.ts';
import { findFailure } from '../../src/failures/index.ts';
import { findStatement } from '../../src/statements/index.ts';
import { createSend } from '../../src/wire/send.ts';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import type { CreateSandboxOptions } from '../../src/sandbox/standalone/library.ts';
import { openDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { openScriptedServer } from '../support/scripted-server.ts';

type Env = Record<string, string>;

interface More {
  readonly isLive?: boolean;
  readonly nodeVersion?: string;
}

async function run(env: Env, { isLive = false, nodeVersion = '20.19.0' }: More = {}) {
  const port = env['PORT'] ?? String(await findFreePort());
  const findings = await examine({
    file: '/nowhere/config.json',
    env: { HOST: '127.0.0.1', ...env, PORT: port },
    faultsOfEnvFile: [],
    nodeVersion,
    send: createSend(500),
    isLive,
  });
  const of = (about: string) =>
    findings.filter((one) => one.about === about).map(({ verdict, says }) => `${verdict}: ${says}`);
  return {
    of,
    exitCode: exitCodeOf(findings),
    wrong: findings
      .filter(({ verdict }) => ['fault', 'cannot tell'].includes(verdict))
      .map(({ about }) => about),
    text: renderFindings(findings),
    json: renderAsJson(findings),
  };
}

/** @param name The beginning of that of its client; the ready-made one without. */
async function openStage(options: CreateSandboxOptions = {}, name = '') {
  const sandbox = await createSandbox(options);
  const client = sandbox.clients.find((one) => one.name.startsWith(name)) ?? sandbox.clients[0];
  const env: Env = {
    BITBUCKET_CONSUMER_KEY: client.clientId,
    BITBUCKET_CONSUMER_SECRET: client.clientSecret,
    BITBUCKET_URL: sandbox.baseUrl,
    BITBUCKET_API_URL: sandbox.baseUrl,
    BITBUCKET_SCOPES: 'account email repository',
  };
  return { sandbox, client, env };
}

const KEY = 'kAbCdEf0123456789G';
const SECRET = 'sAbCdEf0123456789AbCdEf012345678';

describe('npm run doctor, without a consumer', () => {
  it('finds all fine where nothing is set: 0', async () => {
    const { exitCode, of, text } = await run({});

    expect(exitCode).toBe(0);
    expect(of('Key and secret')).toEqual([
      'note: There are none: everything runs on the sandbox, which needs none.',
    ]);
    expect(of('Callback URL')[0]).toMatch(
      /Register this with the consumer, exactly: http:\/\/localhost:\d+\/oauth-callback/,
    );
    expect(text).toContain('All is fine.');
  });

  const WRONG: readonly (readonly [what: string, env: Env, about: string, says: RegExp])[] = [
    [
      'placeholders',
      { BITBUCKET_CONSUMER_KEY: 'YOUR_KEY', BITBUCKET_CONSUMER_SECRET: '<secret>' },
      'Key and secret',
      /^fault: A placeholder of a template stands in consumerKey .* and consumerSecret/,
    ],
    [
      'half a pair',
      { BITBUCKET_CONSUMER_KEY: KEY },
      'Settings',
      /^fault: consumerSecret \(BITBUCKET_CONSUMER_SECRET\) is missing: fill it in, or empty consumerKey/,
    ],
    [
      'a callback that is not below publicUrl',
      { CALLBACK_URL: 'http://localhost:3000/callback' },
      'Settings',
      /^fault: callbackUrl .* must be publicUrl followed by \/oauth-callback/,
    ],
    ['a port that is none', { PORT: '70000' }, 'Settings', /^fault: PORT must be a whole number/],
    [
      'http where it is not this machine',
      { PUBLIC_URL: 'http://grants.example' },
      'Scheme',
      /^fault: publicUrl .* is an http URL, and not of this machine/,
    ],
    [
      'a publicUrl of another port',
      { PUBLIC_URL: 'http://localhost:1' },
      'Port',
      /^fault: publicUrl \(PUBLIC_URL\) names port 1, and the app listens on \d+/,
    ],
    [
      'a host that is none of this machine',
      { HOST: '192.0.2.1' },
      'Port',
      /^fault: host \(HOST\) is no address of this machine/,
    ],
    [
      'a scope that does not exist',
      { BITBUCKET_SCOPES: 'account repo' },
      'Scopes',
      /^fault: No scope of Bitbucket’s: repo\.$/,
    ],
    [
      'a secret in the wrong setting, which is not printed',
      { BITBUCKET_SCOPES: 'account Xy12Ab34Cd56Ef78Gh' },
      'Scopes',
      /^fault: No scope of Bitbucket’s: a word of 18 characters\.$/,
    ],
    [
      'a scope of API tokens',
      { BITBUCKET_SCOPES: 'read:user:bitbucket' },
      'Scopes',
      /^fault: Scopes of API tokens: read:user:bitbucket\.$/,
    ],
  ];

  it.each(WRONG)('says what is wrong, and that alone: %s: 1', async (_, env, about, says) => {
    const { exitCode, of, wrong } = await run(env);

    expect(exitCode).toBe(1);
    expect(new Set(wrong)).toEqual(new Set([about]));
    expect(of(about)[0]).toMatch(says);
  });

  it('tells every fault of the settings at once', async () => {
    const { of } = await run({
      BITBUCKET_CONSUMER_SECRET: SECRET,
      LOG_LEVEL: 'loud',
      DRAIN_SECONDS: 'x',
    });

    expect(of('Settings').filter((one) => one.startsWith('fault'))).toHaveLength(3);
  });

  it('says which Node.js it needs', async () => {
    expect((await run({}, { nodeVersion: '20.18.3' })).of('Node.js')).toEqual([
      'fault: This needs Node.js 20.19 or newer; 20.18.3 is what runs it.',
    ]);
    expect((await run({}, { nodeVersion: '24.0.0' })).exitCode).toBe(0);
  });

  it('names proxies of the environment, which the app does not use, but not what they hold', async () => {
    const { text, of, exitCode } = await run({ HTTPS_PROXY: 'http://user:hidden@proxy.example' });

    expect(exitCode).toBe(0);
    expect(of('Proxies')[0]).toMatch(
      /^note: HTTPS_PROXY is in the environment, and this app does not use/,
    );
    expect(text).not.toContain('hidden');
  });

  it('tells scopes that others bring along', async () => {
    const { of, exitCode } = await run({ BITBUCKET_SCOPES: 'pullrequest repository' });

    expect(exitCode).toBe(0);
    expect(of('Scopes')[0]).toMatch(
      /^note: Their boxes: Pull requests: Read\. .* not needed: repository\.$/,
    );
  });

  it('tells a port that another program has from one that the app itself has', async () => {
    const other = await openScriptedServer();
    const { port } = new URL(other.url);
    const demo = await openDemo();
    const [taken, own] = [await run({ PORT: port }), await run({ PORT: String(demo.config.port) })];
    await other.close();
    await demo.close();

    expect(taken.of('Port')[0]).toMatch(/^fault: Port \d+ is taken\. Stop what listens there/);
    expect(own.of('Port')).toEqual([`fine: The app itself listens on ${demo.config.port}.`]);
  });

  it('cannot ask live without a consumer: 2', async () => {
    const { exitCode, of } = await run({}, { isLive: true });

    expect(exitCode).toBe(2);
    expect(of('Token, live')[0]).toMatch(/^cannot tell: It needs a consumer of your own/);
  });
});

describe('npm run doctor, of key and secret', () => {
  const lengths = async (key: string, secret: string) => {
    const env = {
      BITBUCKET_CONSUMER_KEY: key,
      BITBUCKET_CONSUMER_SECRET: secret,
      BITBUCKET_URL: 'http://127.0.0.1:1',
      BITBUCKET_API_URL: 'http://127.0.0.1:1',
    };
    return (await run(env)).of('Key and secret');
  };
  const of = (length: number) => 'aB3'.repeat(30).slice(0, length);

  it.each([
    [18, 32, /^fine: 18 and 32 characters: those of a consumer/],
    [32, 76, /^fine: 32 and 76 characters: those of an OAuth client/],
    [18, 76, /^fault: The key has 18 characters, the secret 76: they are of two kinds/],
    [32, 32, /^fault: .* they are of two kinds/],
    [
      18,
      31,
      /^cannot tell: The key has 18 characters, the secret 31; seen are 18 and 32 for a consumer/,
    ],
    [20, 40, /^cannot tell: /],
  ])(
    'knows the lengths of both eras, and cannot tell of others: %i and %i',
    async (key, secret, says) => {
      expect((await lengths(of(key), of(secret)))[0]).toMatch(says);
    },
  );

  it.each([
    [`${KEY}\n`, SECRET, 'The key'],
    [KEY, ` ${SECRET}`, 'The secret'],
  ])('sees what was copied along', async (key, secret, name) => {
    expect((await lengths(key, secret))[0]).toBe(
      `fault: ${name} has a space or a line break in it, which is no part of it.`,
    );
  });
});

describe.each(['current', 'legacy'] as const)(
  'npm run doctor, against the sandbox of era %s',
  (era) => {
    let stage: Awaited<ReturnType<typeof openStage>>;
    beforeAll(async () => {
      stage = await openStage({ era });
    });
    afterAll(() => stage.sandbox.close());

    it('finds all fine, and has sent no credentials: 0', async () => {
      const { exitCode, wrong, of } = await run(stage.env);

      expect([exitCode, wrong]).toEqual([0, []]);
      expect(of('Authorization server')[0]).toMatch(/^fine: 127\.0\.0\.1:\d+ answers \(\d+\)\.$/);
      expect(of('Clock')).toEqual(['fine: It agrees with that of the server.']);
      const sent = stage.sandbox.requestsWithSecrets();
      expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
      expect(JSON.stringify(sent)).not.toContain(stage.client.clientId);
    });

    it('with --live asks for one token and makes one call, and prints nothing secret: 0', async () => {
      const before = stage.sandbox.requestsWithSecrets().length;
      const { exitCode, of, text, json } = await run(stage.env, { isLive: true });

      expect(exitCode).toBe(0);
      expect(of('Token, live')[0]).toMatch(
        /^fine: The consumer got one, good for 7200 seconds: .*account/,
      );
      expect(of('API call, live')).toEqual(['fine: The API took the token.']);
      const sent = stage.sandbox.requestsWithSecrets().slice(before);
      expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
      expect(sent.filter(({ path }) => path.endsWith('/2.0/user'))).toHaveLength(2); // once without a token
      for (const printed of [text, json]) {
        expect(printed).not.toContain(stage.client.clientSecret);
        expect(printed).not.toContain(stage.client.clientId);
        expect(printed).not.toContain('eyJ');
      }
    });

    it('says in the words of the pages that key or secret are wrong: 1', async () => {
      const secret = stage.client.clientSecret.replaceAll(/[a-z]/g, 'x');
      const { exitCode, of, text } = await run(
        { ...stage.env, BITBUCKET_CONSUMER_SECRET: secret },
        { isLive: true },
      );

      expect(exitCode).toBe(1);
      expect(of('Token, live')[0]).toBe(
        'fault: It answered with status 400. unauthorized_client: Invalid OAuth client credentials',
      );
      expect(text).toContain(`→ ${findFailure('wrong-client-credentials')?.fix.join(' ')}`);
      expect(text).toContain('More in the app, at /errors/wrong-client-credentials');
    });

    it('says which box a scope of the settings lacks: 1', async () => {
      const { exitCode, of, text } = await run(
        { ...stage.env, BITBUCKET_SCOPES: 'account webhook' },
        { isLive: true },
      );

      expect(exitCode).toBe(1);
      expect(of('Boxes, live')[0]).toBe(
        'fault: The consumer has not webhook, and scopes (BITBUCKET_SCOPES) asks for it.',
      );
      expect(text).toContain('→ Tick Webhooks: Read and write, or ask for less.');
      expect(text).toContain(
        `Bitbucket: ${findStatement('scope-boxes').claim.replaceAll('`', '')}`,
      );
    });
  },
);

describe('npm run doctor, of consumers that may not', () => {
  it.each([
    ['Public client', /^fault: .*Cannot use client_credentials with a consumer marked as "public"/],
    ['Client without a callback', /^fault: .*No callback uri defined/],
  ])('says what the pages say: %s', async (name, says) => {
    const { sandbox, env } = await openStage({ era: 'legacy' }, name);
    const { exitCode, of } = await run(env, { isLive: true });
    await sandbox.close();

    expect(exitCode).toBe(1);
    expect(of('Token, live')[0]).toMatch(says);
  });

  it('tells a call that lacks a scope from a token that is refused', async () => {
    const seed = {
      clients: [
        {
          name: 'Reads only',
          grantTypes: ['client_credentials'],
          scopes: ['repository'],
          clientId: 'i'.repeat(32),
          clientSecret: 'a1B'.repeat(26).slice(0, 76),
        },
      ],
    };
    const { sandbox, env } = await openStage({ seed }, 'Reads only');
    const { exitCode, of } = await run(
      { ...env, BITBUCKET_SCOPES: 'repository' },
      { isLive: true },
    );
    await sandbox.close();

    expect(of('API call, live')).toEqual([
      'note: The API took the token; for this call it wants account.',
    ]);
    expect(exitCode).toBe(0);
  });
});

describe('npm run doctor, of servers that do not answer as they should', () => {
  const CONSUMER = { BITBUCKET_CONSUMER_KEY: KEY, BITBUCKET_CONSUMER_SECRET: SECRET };
  const at = (url: string) => ({ ...CONSUMER, BITBUCKET_URL: url, BITBUCKET_API_URL: url });

  it.each([
    [3_600, 'behind'],
    [-600, 'ahead of'],
  ])('sees a clock that is wrong: the server is %i seconds ahead', async (ahead, where) => {
    const server = await openScriptedServer();
    const headers = () => ({
      status: 401,
      headers: { Date: new Date(Date.now() + ahead * 1_000).toUTCString() },
    });
    server.on('/site/oauth2/access_token', headers);
    server.on('/2.0/user', headers);
    const { exitCode, of } = await run(at(server.url));
    await server.close();

    expect(exitCode).toBe(1);
    expect(of('Clock')[0]).toMatch(
      new RegExp(`^fault: The clock of this machine is \\d+ seconds ${where} that`),
    );
  });

  it('cannot tell of the clock where nobody says what time it is', async () => {
    const server = await openScriptedServer();
    for (const path of ['/site/oauth2/access_token', '/2.0/user'])
      server.on(path, { status: 401, headers: { Date: '' } });
    const { exitCode, of } = await run(at(server.url));
    await server.close();

    expect([exitCode, of('Clock')]).toEqual([
      2,
      ['cannot tell: No answer said what time it is there.'],
    ]);
  });

  it('says in the words of the pages that nothing listens there: 1', async () => {
    const { exitCode, of } = await run(at('http://127.0.0.1:1'));

    expect(exitCode).toBe(1);
    expect(of('API')[0]).toMatch(
      /^fault: 127\.0\.0\.1:1 refused the connection: nothing listens there/,
    );
  });

  it('cannot tell where an answer takes too long, or the other side is out of order: 2', async () => {
    const server = await openScriptedServer();
    server.on('/2.0/user', { status: 401 });
    server.on('/site/oauth2/access_token', ({ method }) =>
      method === 'GET' ? { status: 405 } : { status: 503, body: '{"error": "down"}' },
    );
    const outOfOrder = await run(at(server.url), { isLive: true });
    server.on('/site/oauth2/access_token', { fault: 'hang' });
    const slow = await run(at(server.url));
    await server.close();

    expect([outOfOrder.exitCode, outOfOrder.wrong]).toEqual([2, ['Token, live']]);
    expect([slow.exitCode, slow.wrong]).toEqual([2, ['Authorization server']]);
  });

  it('leaves out a secret that the other side sends back', async () => {
    const server = await openScriptedServer();
    const echo = { error: 'invalid_client', error_description: `Not ${SECRET}, of ${KEY}` };
    server.on('/2.0/user', { status: 401 });
    server.on('/site/oauth2/access_token', { status: 400, body: JSON.stringify(echo) });
    const { text, json, of } = await run(at(server.url), { isLive: true });
    await server.close();

    expect(of('Token, live')[0]).toContain('Not [left out], of [left out]');
    expect(text + json).not.toContain(SECRET);
  });
});
