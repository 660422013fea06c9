import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { createExpressServer } from '../../src/express/express-server.ts';

const running: http.Server[] = [];
afterEach(() => {
  for (const server of running.splice(0)) server.close();
});

async function start(app: express.Express): Promise<string> {
  const { server, serve } = createExpressServer();
  running.push(server);
  serve(app);
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
