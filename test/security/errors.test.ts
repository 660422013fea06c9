import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendRaw } from '../support/raw.ts';
import { readHtml } from '../support/page.ts';

const INSIDE =
  /node_modules|\bat \w+ \(|\.[jt]s:\d+|\/srv\/|\/src\/|TypeError|URIError|express|node\/|v?\d+\.\d+\.\d+-?|canary/i;

describe('S41 errors say nothing of the inside', () => {
  let demo: TestDemo;
  const before = process.env['NODE_ENV'];
  beforeAll(async () => {
    delete process.env['NODE_ENV']; // unset must be as good as production
    demo = await openDemo();
    const servers = demo.servers as Map<string, unknown>;
    const broken = { ...demo.servers.get('sandbox-legacy') };
    Object.defineProperty(broken, 'tokenEndpoint', {
      get: () => {
        throw new TypeError('a fault in /srv/secret/place canary');
      },
    });
    servers.set('sandbox-legacy', broken);
  });
  afterAll(async () => {
    process.env['NODE_ENV'] = before;
    await demo.close();
  });

  const FAULT = '/client-credentials/authorize?server=sandbox-legacy';

  it.each([
    ['a fault', 500, 'GET', FAULT],
    ['bad percent-encoding', 400, 'GET', '/sandbox/current/_sandbox/avatars/%E0%A4%A'],
    ['bad percent-encoding in a file', 404, 'GET', '/%E0%A4%A'],
    ['no such page', 404, 'GET', '/nowhere'],
    ['the wrong method', 405, 'GET', '/logout'],
    ['a form without its token', 403, 'POST', '/logout'],
    ['a bad answer', 400, 'GET', '/oauth-callback?code=c&state=s'],
  ])(
    'S41 %s is a page with status %i, without stack, path, package or version',
    async (_what, status, method, path) => {
      const answer = await sendRaw(demo.url, { method, path, headers: { Accept: 'text/html' } });

      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      const page = readHtml(answer.body);
      expect((page.querySelector('main') ?? page).toString()).not.toMatch(INSIDE);
    },
  );

  it('S41 a fault has a number, in the page and in the log, and the log has the rest', async () => {
    const answer = await sendRaw(demo.url, { path: FAULT, headers: { Accept: 'text/html' } });

    const [id = 'none'] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(answer.body) ?? [];
    const line = demo
      .log()
      .split('\n')
      .find((one) => one.includes(id));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 50, requestId: id });
    expect(line).toContain('a fault in');
  });

  it('S41 the app lives on after a fault (R17)', async () => {
    await sendRaw(demo.url, { path: FAULT });

    expect((await sendRaw(demo.url, { path: '/' })).status).toBe(200);
  });

  it('S41 a script gets JSON, with the same few words', async () => {
    const answer = await sendRaw(demo.url, {
      path: FAULT,
      headers: { Accept: 'application/json' },
    });

    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    const { error } = JSON.parse(answer.body) as { error: object };
    expect(Object.keys(error)).toEqual(['title', 'explanation', 'whatToDo', 'requestId']);
    expect(answer.body).not.toMatch(INSIDE);
  });

  it('S41 the token endpoint and the API answer in JSON, whatever is asked for (§5.2)', async () => {
    const headers = { Accept: 'text/html' };
    for (const [method, path] of [
      ['POST', '/sandbox/current/site/oauth2/access_token'],
      ['PUT', '/sandbox/current/site/oauth2/access_token'],
      ['GET', '/sandbox/current/2.0/user'],
      ['GET', '/sandbox/current/2.0/nowhere'],
      ['GET', '/sandbox/current/2.0/repositories/%E0%A4%A'],
    ] as const) {
      const answer = await sendRaw(demo.url, { method, path, headers });

      expect([path, answer.headers['content-type']]).toEqual([
        path,
        expect.stringMatching(/^application\/json/),
      ]);
      expect(answer.body).not.toMatch(INSIDE);
    }
  });
});

describe('S43 nothing is served but what is meant to be', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it.each([
    '/.env',
    '/.env.example',
    '/.git/config',
    '/.git/HEAD',
    '/config.json',
    '/package.json',
    '/package-lock.json',
    '/README.md',
    '/site.js.map',
    '/implicit.js.map',
    '/server.js',
    '/src/app.ts',
    '/dist/server.js',
    '/views/home.ejs',
    '/home.ejs',
    '/..%2fconfig.json',
    '/%2e%2e/config.json',
    '/../config.json',
    '/implicit/..%2f..%2fconfig.json',
    '/..%5cconfig.json',
    '/%00/config.json',
    '/implicit/.hidden',
    '/node_modules/express/package.json',
    '/sandbox/current/.env',
    '/sandbox/current/_sandbox/..%2f..%2fconfig.json',
    '/sandbox/current/_sandbox/avatars/..%2f..%2fx.svg',
  ])('S43 %s is not there (ASVS 13.4.1)', async (path) => {
    const answer = await sendRaw(demo.url, { path });

    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/consumerKey|"dependencies"|\[core\]|ref: refs|<%/);
  });

  it.each(['/implicit/', '/sandbox', '/sandbox/current/_sandbox/', '/health'])(
    'S43 %s lists no directory (ASVS 13.4.3)',
    async (path) => {
      const { body } = await sendRaw(demo.url, { path });

      expect(body).not.toMatch(/wire\.js|api\.js|sandbox\.css<|avatars\/</);
    },
  );

  it.each([
    '/reset',
    '/faults',
    '/sandbox/reset',
    '/sandbox/current/_sandbox/faults',
    '/debug',
    '/metrics',
  ])('S43 %s is no switch that somebody left on', async (path) => {
    expect((await sendRaw(demo.url, { path })).status).toBe(404);
  });
});
