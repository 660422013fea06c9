import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import express from 'express';
import { createExpressServer } from '../../src/http/express-server.ts';
import type { Report } from '../../src/http/report.ts';
import { createSandbox } from '../../src/sandbox/standalone/library.ts';
import { openDemo } from '../support/demo.ts';
import { openSocket } from '../support/raw.ts';

const running: http.Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function start(
  app: express.Express,
  options: http.ServerOptions = {},
  report: Report = () => undefined,
): Promise<string> {
  const { server, serve } = createExpressServer(options);
  running.push(server);
  serve(app, report);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('A server for an Express app', () => {
  it('makes requests and responses with the prototypes that Express would give them', async () => {
    const app = express();
    const seen: boolean[] = [];
    app.get('/', (req, res) => {
      res.json({ path: req.path, isOurs: req.app === app && res.app === app });
    });
    const baseUrl = await start(app);
    running[0]?.prependListener('request', (req: object, res: object) => {
      seen.push(
        Object.getPrototypeOf(req) === app.request,
        Object.getPrototypeOf(res) === app.response,
      );
    });

    const answer = await (await fetch(baseUrl)).json();

    expect(answer).toEqual({ path: '/', isOurs: true });
    expect(seen).toEqual([true, true]);
  });

  it('was checked against this Express, and with another is to be looked at again', () => {
    const { version } = createRequire(import.meta.url)('express/package.json') as {
      readonly version: string;
    };

    expect(version).toMatch(/^5\.3\./);
  });

  it('relies on Express to hang requests and responses onto what the app has, and on nothing else', async () => {
    const app = express();
    const chains: unknown[] = [];
    app.use((req, res) => {
      for (const [one, name] of [[req, 'request'] as const, [res, 'response'] as const]) {
        const ofApp: unknown = Object.getPrototypeOf(one);
        chains.push(ofApp === app[name], Object.getPrototypeOf(ofApp) === express[name]);
        chains.push(Object.keys(app[name]));
      }
      res.end();
    });
    const server = http.createServer(app).listen(0, '127.0.0.1'); // a server of Express alone
    running.push(server);
    await once(server, 'listening');

    await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);

    expect(chains).toEqual([true, true, ['app'], true, true, ['app']]);
  });

  it('serves apps that are mounted in the app, with their own settings', async () => {
    const inner = express().set('name', 'inner');
    inner.get('/', (req, res) => void res.send(`${req.app.get('name')} at ${req.baseUrl}`));
    const outer = express().set('name', 'outer');
    outer.use('/inner', inner);
    outer.use((req, res) => void res.send(req.app.get('name')));
    const baseUrl = await start(outer);

    expect(await (await fetch(`${baseUrl}/inner`)).text()).toBe('inner at /inner');
    expect(await (await fetch(`${baseUrl}/else`)).text()).toBe('outer');
  });

  it('keeps two apps apart', async () => {
    const urls = await Promise.all(
      ['one', 'two'].map((name) =>
        start(express().use((req, res) => void res.send(req.app === res.app ? name : 'mixed'))),
      ),
    );

    const answers = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));

    expect(answers).toEqual(['one', 'two']);
  });
});

describe('What Node calls by itself', () => {
  const END = "app.response.end would replace Node's own";

  it('cannot be replaced for answers that Express never sees', async () => {
    const app = express();
    app.response.end = () => {
      throw new Error('reached');
    };

    await expect(start(app)).rejects.toThrow(END);
  });

  it('cannot be replaced later on', async () => {
    const app = express();
    await start(app);

    expect(() => {
      app.response.end = () => app.response;
    }).toThrow(TypeError);
    expect(() => Object.assign(app.request, { read: () => null })).toThrow(TypeError);
  });

  it('may be replaced on one response, by a middleware', async () => {
    const app = express();
    app.use((_req, res, next) => {
      const end = res.end.bind(res);
      res.end = () => end('other');
      next();
    });
    const baseUrl = await start(app.use((_req, res) => void res.send('whole')));

    expect(await (await fetch(baseUrl)).text()).toBe('other');
  });
});

function fail(): never {
  throw new Error('canary');
}

const failAgain: express.ErrorRequestHandler = (_error, _req, _res, _next) => fail();

describe('What Express would print', () => {
  it.each([
    ['an error that nobody shows', express().use(() => fail())],
    [
      'an error in the handler of errors',
      express()
        .use(() => fail())
        .use(failAgain),
    ],
    ['a page that cannot be rendered', express().use((_req, res) => res.render('nowhere'))],
  ])('is told with its request, and the answer says nothing of it: %s', async (_what, app) => {
    app.set('env', 'production'); // in a test, Express keeps its stacks to itself
    const printed = jest.spyOn(console, 'error').mockReturnValue(undefined);
    const report = jest.fn<Report>();
    const baseUrl = await start(app, {}, report);

    const answer = await fetch(`${baseUrl}/path?q`);

    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('Something went wrong on our side\n');
    expect(report.mock.calls).toEqual([
      [expect.any(Error), expect.objectContaining({ url: '/path?q' })],
    ]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('is not there where no URL can be read', async () => {
    const report = jest.fn<Report>();
    const baseUrl = await start(express(), {}, report);
    const { socket, ended } = openSocket(baseUrl);

    socket.write('GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

    expect(await ended).toMatch(/^HTTP\/1\.1 404 [^]*There is nothing here\n$/);
    expect(report).not.toHaveBeenCalled();
  });
});

describe('R28 senders of half a request', () => {
  const HEAD = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n';

  it.each([
    ['half a head', HEAD],
    ['half a body', `${HEAD}\r\nhalf`],
  ])('R28 are answered 408 and hung up on when their time is over: %s', async (_what, half) => {
    const options = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 50 };
    const baseUrl = await start(express().use(express.text()), options);
    const { socket, ended } = openSocket(baseUrl);
    const begunAt = Date.now();

    socket.write(half);

    expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - begunAt).toBeGreaterThanOrEqual(290);
  });

  it('R28 have 15 s for the head and 30 s for all of it, give or take one, in app and sandbox', async () => {
    const create = jest.spyOn(http, 'createServer');
    const demo = await openDemo();
    const sandbox = await createSandbox();
    const servers = create.mock.results.map(({ value }) => value as http.Server);
    create.mockRestore();
    await Promise.all([demo.close(), sandbox.close()]);

    expect(servers.length).toBeGreaterThanOrEqual(2);
    for (const server of servers) {
      expect(server).toMatchObject({
        headersTimeout: 15_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 1_000,
      });
    }
  });
});
