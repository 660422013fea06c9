import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { serveByHost } from '../../../src/sandbox/standalone/by-host.ts';
import type { CreateSandboxOptions } from '../../../src/sandbox/standalone/library.ts';
import { openSocket, sendRaw } from '../../support/raw.ts';
import { type Running, runSandbox } from '../support/running.ts';

/** Whatever a part of the sandbox says of where it is. */
const PLACES = ['/', '/_sandbox', '/2.0/repositories/analytical-engines?pagelen=1'];

const HOSTS = ['docker', 'Sandbox.test', '[2001:0DB8:0::0001]'];

describe('A sandbox with publicUrl auto', () => {
  let running: Running;
  beforeAll(async () => {
    const options: CreateSandboxOptions = { publicUrl: 'auto', hosts: HOSTS };
    running = await runSandbox(options);
  });
  afterAll(() => running.sandbox.close());

  const ask = (host: string, path: string, headers = {}) =>
    sendRaw(running.sandbox.baseUrl, { path, headers: { Host: host, ...headers } });

  it.each([
    ['localhost:49153', 'http://localhost:49153'], // a mapped port
    ['127.0.0.1', 'http://127.0.0.1'],
    ['127.0.0.1:80', 'http://127.0.0.1'],
    ['127.1:8080', 'http://127.0.0.1:8080'],
    ['[::1]:7999', 'http://[::1]:7999'],
    ['LOCALHOST:7999', 'http://localhost:7999'],
    ['docker:32768', 'http://docker:32768'],
    ['sandbox.test', 'http://sandbox.test'],
    ['[2001:db8::1]:5', 'http://[2001:db8::1]:5'],
  ])('calls itself as it is called, by Host %s', async (host, own) => {
    for (const path of PLACES) {
      const { status, body } = await ask(host, path);
      const urls = body.match(/http:\/\/[^/"]+/g) ?? [];

      expect(status).toBe(200);
      expect(urls.length).toBeGreaterThan(2);
      expect([...new Set(urls)]).toEqual([own]);
    }
  });

  it.each([
    'evil.example',
    'evil.example:7999',
    'localhost.evil.example',
    'localhost:7999@evil.example',
    'user@localhost',
    'evil.example/@localhost',
    'localhost:7999,evil.example',
    'localhost:99999',
    'localhost#evil.example',
    'docker.evil.example',
    '192.0.2.2:7999',
    'localhost.',
    '[::1',
  ])('S39 answers 421 to Host "%s", and repeats nothing of it (DNS rebinding)', async (host) => {
    for (const path of [...PLACES, '/site/oauth2/authorize', '/_sandbox/sandbox.css']) {
      const { status, body, headers } = await ask(host, path);

      expect(status).toBe(421);
      expect(JSON.stringify([headers, body])).not.toMatch(/evil|192\.0\.2|99999|@/);
    }
  });

  it('S39 believes no other header', async () => {
    const forged = {
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      Forwarded: 'host=evil.example;proto=https',
    };
    const { body } = await ask('localhost:1', '/', forged);

    expect(body).toContain('"http://localhost:1"');
    expect(body).not.toContain('evil');
    expect(body).not.toContain('https');
  });

  it('S39 needs a Host, and goes by it where the target names another', async () => {
    const raw = async (bytes: string) => {
      const { socket, ended } = openSocket(running.sandbox.baseUrl);
      socket.end(bytes);
      return ended;
    };
    const none = await raw('GET / HTTP/1.0\r\n\r\n');
    const two = await raw(
      'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    const target = await raw(
      'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    );

    expect(none).toMatch(/^HTTP\/1\.1 421 /);
    expect(two + target).not.toContain('evil');
  });

  it('is one sandbox by whichever name: a token, a decision and the log hold for all', async () => {
    const { sandbox, client } = running;
    sandbox.clearRequests();
    sandbox.approve('ada');
    const query = `response_type=code&client_id=${client.clientId}`;
    const redirect = await ask('docker:1', `/site/oauth2/authorize?${query}`);
    const code = new URL(redirect.headers.location ?? '').searchParams.get('code') ?? '';
    const answer = await running.askToken({ grant_type: 'authorization_code', code });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const user = await ask('sandbox.test:2', '/2.0/user', { Authorization: `Bearer ${token}` });

    expect(user.status).toBe(200);
    expect(user.body).toContain('"http://sandbox.test:2/');
    expect(sandbox.requests.map(({ path }) => path)).toEqual([
      '/site/oauth2/authorize',
      '/site/oauth2/access_token',
      '/2.0/user',
    ]);
  });

  it('knows its own forms by the name that they were shown at', async () => {
    const sent = (origin: string) =>
      sendRaw(running.sandbox.baseUrl, {
        method: 'POST',
        path: '/_sandbox/sign-in',
        headers: { Host: 'docker:5', Origin: origin },
      });

    expect((await sent('http://docker:5')).body).not.toContain('another site');
    expect((await sent('http://docker:6')).status).toBe(403);
  });
});

it('Other names than those of this machine are refused where none is listed', async () => {
  const { sandbox } = await runSandbox({ publicUrl: 'auto' });
  const { status } = await sendRaw(sandbox.baseUrl, { path: '/', headers: { Host: 'docker' } });
  await sandbox.close();

  expect(status).toBe(421);
});

it('What is made for a name is kept for the latest twenty, so that calling by every port takes no memory', async () => {
  const made: string[] = [];
  const handlerAt = (url: string) => {
    made.push(url);
    return express().use((_req, res) => void res.end());
  };
  const http = request(serveByHost({ scheme: 'http', hosts: [], handlerAt }));
  const call = (port: number) => http.get('/').set('Host', `localhost:${port}`).expect(200);

  for (let port = 1; port <= 20; port += 1) await call(port);
  await call(1);
  expect(made).toHaveLength(20);
  await call(21);
  await call(2); // the one that was not called for the longest time
  expect(made.slice(20)).toEqual(['http://localhost:21', 'http://localhost:2']);
});
