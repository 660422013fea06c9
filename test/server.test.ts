import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../src/grants/index.ts';
import { findFreePort } from './support/ports.ts';
import { type Program, listening, runApp } from './support/programs.ts';
import { sendRaw } from './support/raw.ts';

describe('The start', () => {
  let program: Program;
  beforeAll(async () => {
    program = await listening(await runApp({ LOG_LEVEL: 'info' }));
  });
  afterAll(() => program.stop('SIGTERM'));

  it('is one line: the address, where each grant runs, and what to do for bitbucket.org', () => {
    const [, url, places = ''] =
      /^Listening on (\S+) \((.+)\)\. To use bitbucket\.org, put [^\n]+\n$/.exec(
        program.stdout(),
      ) ?? [];
    const titles = places.replaceAll(/ on the sandbox, \w+ era| nowhere here/g, '').split('; ');

    expect(url).toBe(program.url);
    expect(titles).toEqual(grants.map(({ title }) => title));
    expect(places).toContain('Client Credentials on the sandbox, current era');
  });

  it('takes no longer than it must: neither TLS nor `fetch` is loaded before somebody needs it', async () => {
    const tell = `data:text/javascript,process.once('exit',()=>console.error(process.moduleLoadList.join()))`;
    const started = await listening(await runApp({ NODE_OPTIONS: `--import=${tell}` }));
    await started.stop('SIGTERM');

    expect(started.stderr()).toMatch(/NativeModule http,/);
    expect(started.stderr()).not.toMatch(
      /NativeModule (?:https|tls|internal\/deps\/undici\/undici),/,
    );
    // Node 20 loads nothing more for this import, Node 24 does.
    expect(readFileSync('dist/server.main.js', 'utf8')).not.toMatch(/from ?"node:http"/);
  });

  it('serves the pages, and the sandbox with its own', async () => {
    for (const path of [
      ...grants.map(({ slug }) => `/${slug}/healthcheck`),
      '/',
      '/healthcheck',
      '/style.css',
      '/sandbox/current/_sandbox/sandbox.css',
    ]) {
      expect((await sendRaw(program.url, { path })).status).toBe(200);
    }
  });

  const FORM = 'application/x-www-form-urlencoded';
  const BODIES: readonly [what: string, type: string, body: string][] = [
    ['bad JSON', 'application/json', '{"password": "b0dy-canary",,}'],
    ['60 fields', FORM, `password=b0dy-canary&${'x=1&'.repeat(60)}`],
    ['a bad charset', `${FORM}; charset=x-b0dy-canary`, 'password=b0dy-canary'],
    ['11 kB', FORM, `password=b0dy-canary${'x'.repeat(11_000)}`],
    ['bad percent-encoding', FORM, '%E0%A4%A=b0dy-canary&_csrf=%'],
  ];

  it.each(BODIES)(
    'S21 %s in a body is refused and reaches no log (fact 3)',
    async (_what, type, body) => {
      for (const path of [
        '/resource-owner-password/authorize',
        '/sandbox/legacy/site/oauth2/access_token',
        '/sandbox/legacy/_sandbox/sign-in',
      ]) {
        const headers = { 'Content-Type': type, Origin: program.url };

        const answer = await sendRaw(program.url, { method: 'POST', path, headers, body });

        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.body).not.toContain('canary');
      }
      expect(program.stdout() + program.stderr()).not.toContain('canary');
    },
  );

  it('S21 the log did run while that happened', () => {
    expect(program.stderr()).toContain('"msg":"refused"');
  });
});

describe('R15 a port that is taken', () => {
  it('R15 ends the start with one line that names it, and exit code 1', async () => {
    const port = await findFreePort();
    const other = net.createServer().listen(port, '127.0.0.1');
    const startedAt = Date.now();
    try {
      const program = await runApp({ PORT: String(port) });

      expect(await program.ended).toBe(1);
      expect(program.stdout()).toBe('');
      expect(program.stderr()).toMatch(new RegExp(`^Port ${port} is taken\\.[^\\n]*\\n$`));
      expect(Date.now() - startedAt).toBeLessThan(10_000);
    } finally {
      other.close();
    }
  });
});

describe('R15 an address that is not here', () => {
  it.each([
    ['203.0.113.7', 'host (HOST) is no address of this machine (EADDRNOTAVAIL): '],
    ['999.1.1.1', 'host (HOST) leads nowhere '],
  ])('R15 ends the start with one line that names HOST, where it is %s', async (HOST, line) => {
    const program = await runApp({ HOST });

    expect(await program.ended).toBe(1);
    expect(program.stdout()).toBe('');
    expect(program.stderr().startsWith(line)).toBe(true);
    expect(program.stderr()).toMatch(/^[^\n]+\n$/);
  });
});

function toModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** Loaded before the program: the optional package is not installed. */
const WITHOUT_REDIS = toModule(`
  import { register } from 'node:module';
  register(${JSON.stringify(
    toModule(`
      export function resolve(specifier, context, next) {
        if (specifier !== 'redis') return next(specifier, context);
        throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
      }`),
  )});`);

describe('R16 a configuration that cannot be used', () => {
  it('R16 ends the start with all faults by name, no values, and exit code 1', async () => {
    const program = await runApp({
      PUBLIC_URL: 'ftp://u-canary',
      BITBUCKET_CONSUMER_KEY: 'k-canary',
      SESSION_SECRET: 's-canary',
      LOG_LEVEL: 'l-canary',
    });

    expect(await program.ended).toBe(1);
    expect(program.stdout()).toBe('');
    const [head, ...faults] = program.stderr().trimEnd().split('\n');
    expect(head).toBe('The configuration has 4 faults.');
    for (const name of ['PUBLIC_URL', 'SESSION_SECRET', 'LOG_LEVEL', 'consumerSecret']) {
      expect(faults.filter((fault) => fault.startsWith(`  - ${name} `))).toHaveLength(1);
    }
    expect(program.stderr()).not.toContain('canary');
  });

  it('R16 refuses plain http in production, and a secret that is missing', async () => {
    const program = await runApp({ NODE_ENV: 'production', SESSION_SECRET: '' });

    expect(await program.ended).toBe(1);
    expect(program.stderr()).toContain('publicUrl (PUBLIC_URL) must be an https URL');
    expect(program.stderr()).toContain('sessionSecret (SESSION_SECRET) is needed');
  });

  it('R16 says what to install where REDIS_URL is set and the optional package is missing', async () => {
    const program = await runApp({
      NODE_OPTIONS: `--import ${WITHOUT_REDIS}`,
      REDIS_URL: 'redis://:p-canary@127.0.0.1:1',
      SESSION_SECRET: 'a secret of at least thirty-two characters',
    });

    expect(await program.ended).toBe(1);
    expect(program.stderr()).toBe(
      'The configuration has a fault.\n' +
        '  - redisUrl (REDIS_URL) needs a package that is not installed: npm install redis\n',
    );
  });
});
