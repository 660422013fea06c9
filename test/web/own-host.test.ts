import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openSocket, sendRaw } from '../support/raw.ts';

const FORGED = [
  { 'X-Forwarded-Host': 'evil.example' },
  { Forwarded: 'host=evil.example;proto=https' },
  { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '444', 'X-Original-Host': 'evil.example' },
];

describe('S39 what a proxy says of the host', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it.each(FORGED)(
    'S39 %j changes no redirect, no link and no cookie (ASVS 15.3.4)',
    async (headers) => {
      const start = await sendRaw(demo.url, { path: '/authorization-code/authorize', headers });
      const request = new URL(start.headers.location ?? '');
      const cookies = (start.headers['set-cookie'] ?? []).join();
      const home = await sendRaw(demo.url, { path: '/', headers });
      const sandbox = await sendRaw(demo.url, { path: request.pathname + request.search, headers });
      const user = await sendRaw(demo.url, { path: '/sandbox/current/2.0/user', headers });

      expect(request.origin).toBe(demo.url);
      expect(request.searchParams.get('redirect_uri')).toBe(`${demo.url}/oauth-callback`);
      expect(cookies).toMatch(/^sandbox-visitor=[\w-]{43}; Path=\/sandbox; [^,]*,session=/);
      const all = [start, home, sandbox, user].map((one) =>
        JSON.stringify([one.headers, one.body]),
      );
      expect(all.join()).not.toMatch(/evil\.example|:444/);
      expect(home.status).toBe(200);
    },
  );
});

const HEALTH = ['/healthcheck', '/health/ready', '/health/live'];

/** Node itself asks for a Host from HTTP/1.1 on; before, there was none. */
async function askWithoutHost(url: string, path: string): Promise<string> {
  const { socket, ended } = openSocket(url);
  socket.write(`GET ${path} HTTP/1.0\r\n\r\n`);
  return (await ended).split('\r\n')[0] ?? '';
}

describe('S39 the app on its owner’s machine', () => {
  let demo: TestDemo;
  let port: string;
  beforeAll(async () => {
    // As with `docker run -p 4298:<port>`: another port outside than inside.
    demo = await openDemo({ PUBLIC_URL: 'http://localhost:4298' });
    ({ port } = new URL(demo.url));
  });
  afterAll(() => demo.close());

  const statusFor = async (Host: string, path = '/') =>
    (await sendRaw(demo.url, { path, headers: { Host } })).status;

  it('S39 is reached by every loopback name, with the port outside and the one inside', async () => {
    for (const name of ['localhost', 'LocalHost', '127.0.0.1', '127.8.8.8', '[::1]']) {
      expect([name, await statusFor(`${name}:4298`)]).toEqual([name, 200]);
      expect([name, await statusFor(`${name}:${port}`)]).toEqual([name, 200]);
    }
  });

  it('S39 is not reached by a name that was made to lead here, whatever the port (DNS rebinding)', async () => {
    const names = ['rebind.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'];
    const addresses = ['10.0.0.5', '192.168.1.7', '0.0.0.0', '[::]', '[fe80::1]'];
    for (const name of [...names, ...addresses, 'evil@localhost', 'localhost:1@evil']) {
      for (const host of [name, `${name}:4298`, `${name}:${port}`]) {
        expect([host, await statusFor(host)]).toEqual([host, 421]);
      }
    }
    expect(await statusFor('localhost')).toBe(421); // port 80: not ours
    expect(await statusFor('localhost:99999')).toBe(421);
  });

  it('S39 says where it is, and sets nothing going for such a name', async () => {
    const headers = { Host: `rebind.evil.example:${port}` };
    for (const path of ['/client-credentials/authorize', '/sandbox/current/2.0/user', '/sandbox']) {
      const answer = await sendRaw(demo.url, { path, headers });

      expect(answer.status).toBe(421);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).toBe(
        'This app does not answer to that host name. It is at http://localhost:4298, as publicUrl (PUBLIC_URL) says.\n',
      );
    }
    expect(demo.sandboxes.current.requests).toEqual([]);
  });

  it('S39 R27 tells its health to whoever asks: by address, by any name, by none', async () => {
    for (const path of HEALTH) {
      for (const host of ['10.0.0.5:3000', 'evil.example']) {
        expect([path, host, await statusFor(host, path)]).toEqual([path, host, 200]);
      }
      expect(await askWithoutHost(demo.url, path)).toBe('HTTP/1.1 200 OK');
    }
    expect(await askWithoutHost(demo.url, '/')).toBe('HTTP/1.1 421 Misdirected Request');
  });
});

describe('S39 a hosted demo', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ PUBLIC_URL: 'https://demo.example', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => demo.close());

  const ask = (headers: Record<string, string>) => sendRaw(demo.url, { path: '/', headers });

  it.each(['evil.example', 'demo.example.evil.example', 'demo.example:444', 'evil@demo.example'])(
    'S39 refuses the host %j (RFC 9110 §15.5.20)',
    async (Host) => {
      expect((await ask({ Host })).status).toBe(421);
    },
  );

  it('S39 refuses it on the sandbox, too', async () => {
    const path = '/sandbox/current/site/oauth2/authorize';

    expect((await sendRaw(demo.url, { path, headers: { Host: 'evil.example' } })).status).toBe(421);
  });

  it('S39 answers to its own name, however it is written', async () => {
    for (const Host of ['demo.example', 'Demo.Example', 'demo.example:443']) {
      expect([Host, (await ask({ Host })).status]).toEqual([Host, 200]);
    }
  });

  it('S39 R27 tells its health to whoever asks', async () => {
    for (const path of HEALTH) {
      for (const Host of ['demo.example', '10.0.0.5:3000', 'evil.example']) {
        expect((await sendRaw(demo.url, { path, headers: { Host } })).status).toBe(200);
      }
      expect(await askWithoutHost(demo.url, path)).toBe('HTTP/1.1 200 OK');
    }
  });

  it('S39 sends browsers to its public URL, whatever a proxy says', async () => {
    const headers = {
      Host: 'demo.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.example',
    };

    const start = await sendRaw(demo.url, { path: '/authorization-code/authorize', headers });

    const request = new URL(start.headers.location ?? '');
    expect(request.origin).toBe('https://demo.example');
    expect(request.searchParams.get('redirect_uri')).toBe('https://demo.example/oauth-callback');
  });
});
