import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { pino } from 'pino';
import { logRequests } from '../../src/web/request-logger.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openSocket, sendRaw } from '../support/raw.ts';

const MADE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let demo: TestDemo | undefined;
afterEach(() => demo?.close());

async function open(level: string): Promise<TestDemo> {
  demo = await openDemo({ LOG_LEVEL: level });
  return demo;
}

/** The entries so far, once there are so many: the last is written when its answer has gone. */
async function entries(count: number): Promise<Record<string, unknown>[]> {
  const lines = () => (demo?.log() ?? '').split('\n').filter(Boolean);
  for (let n = 0; lines().length < count && n < 200; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return lines().map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('The id of a request', () => {
  it('is made for each, and stands in the answer, on its page of an error and in each of its lines', async () => {
    const { url } = await open('info');

    const page = await sendRaw(url, { method: 'POST', path: '/logout' });
    const other = await sendRaw(url, { path: '/' });

    const id = page.headers['x-request-id'];
    expect(id).toMatch(MADE);
    expect(page.status).toBe(403);
    expect(page.body).toContain(String(id));
    expect(other.headers['x-request-id']).toMatch(MADE);
    expect(other.headers['x-request-id']).not.toBe(id);
    const lines = (await entries(3)).filter(({ requestId }) => requestId === id);
    expect(lines.map(({ msg }) => msg)).toEqual(['refused', 'answered']);
  });

  it('is that of a proxy, where it is well formed', async () => {
    const { url } = await open('info');
    const headers = { 'X-Request-Id': 'Proxy_1.2-3' };

    const answer = await sendRaw(url, { path: '/nowhere', headers });

    expect(answer.headers['x-request-id']).toBe('Proxy_1.2-3');
    expect(await entries(1)).toMatchObject([{ requestId: 'Proxy_1.2-3' }]);
  });

  it.each([
    ['short', '1234567'],
    ['long', 'x'.repeat(65)],
    ['no word', 'a request id'],
    ['forged', '12345678","level":"60'],
    ['markup', '<b>12345678</b>'],
    ['two', ['one-of-two', 'two-of-two']],
  ])('is never one that is %s', async (_what, sent) => {
    const { url } = await open('warn');

    const answer = await sendRaw(url, { path: '/', headers: { 'X-Request-Id': sent } });

    expect(answer.headers['x-request-id']).toMatch(MADE);
  });

  it.each(['/', '/style.css', '/nowhere', '/health/live', '/sandbox/current/nowhere'])(
    'stands in the answer of %s',
    async (path) => {
      const { url } = await open('warn');

      expect((await sendRaw(url, { path })).headers['x-request-id']).toMatch(MADE);
    },
  );
});

describe('The log of requests', () => {
  it('has a line for each at info: what was asked, without query, header or address (S21, S42)', async () => {
    const { url } = await open('info');
    const headers = { Cookie: 'session=s-canary', 'User-Agent': 'u-canary', Referer: 'r-canary' };

    await sendRaw(url, { path: '/oauth-callback?code=c-canary&state=x', headers });

    const [refused, answered] = await entries(2);
    expect(refused).toMatchObject({ msg: 'refused' });
    expect(answered).toEqual({
      level: 30,
      time: expect.any(Number),
      pid: process.pid,
      hostname: expect.any(String),
      requestId: expect.stringMatching(MADE),
      req: { method: 'GET', path: '/oauth-callback' },
      status: 400,
      ms: expect.any(Number),
      msg: 'answered',
    });
    expect(demo?.log()).not.toMatch(/canary|127\.0\.0\.1/);
  });

  it.each(['http://u:canary@127.0.0.1/nowhere?code=canary', '/nowhere#access_token=canary'])(
    'has of %s the path alone (S21)',
    async (target) => {
      const { url } = await open('info');
      const { socket, ended } = openSocket(url);

      socket.write(
        `GET ${target} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`,
      );
      await ended;

      expect(await entries(1)).toMatchObject([{ req: { path: '/nowhere' }, status: 404 }]);
    },
  );

  it('has none at warn', async () => {
    const { url } = await open('warn');

    for (const path of ['/', '/nowhere', '/style.css']) await sendRaw(url, { path });

    expect(demo?.log()).toBe('');
  });

  it('has files and probes at debug alone, unless they fail', async () => {
    const paths = ['/style.css', '/health/live', '/health/ready', '/healthcheck', '/nowhere.css'];
    const { url } = await open('info');
    for (const path of paths) await sendRaw(url, { path });
    expect(await entries(1)).toMatchObject([{ req: { path: '/nowhere.css' }, status: 404 }]);
    await demo?.close();

    const again = await open('debug');
    for (const path of paths) await sendRaw(again.url, { path });

    const lines = await entries(5);
    expect(lines.map(({ level }) => level)).toEqual([20, 20, 20, 20, 30]);
  });

  it('says of an answer that nobody waited for that it was cut off', async () => {
    const sink = new PassThrough();
    const logged = once(sink, 'data') as Promise<[Buffer]>;
    const app = express().use(logRequests(pino({ level: 'info' }, sink)));
    const server = http.createServer(app.use(() => undefined)); // answers nobody
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { socket } = openSocket(`http://127.0.0.1:${port}`);

    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    server.once('request', () => socket.destroy());

    const [line] = await logged;
    expect(JSON.parse(String(line))).toMatchObject({ msg: 'cut off', status: null });
    server.close();
  });

  it('has no path without end', async () => {
    const { url } = await open('info');

    await sendRaw(url, { path: `/${'x'.repeat(7_000)}` });

    await entries(1);
    expect(demo?.log().length).toBeLessThan(1_000);
  });
});
