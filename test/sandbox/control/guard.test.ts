import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { controlRoutes } from '../../../src/sandbox/control/routes/index.ts';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../../src/sandbox/index.ts';
import { CALLBACK, openRoom } from '../support/room.ts';

const TOKEN = 'kJ8v2Qx7Zp4-Tn6Wb1Rc9_Yd3Gf5.Hs0Lm8/+==';

function openControlled(baseUrl = 'http://127.0.0.1:7999', controlToken?: string) {
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era: 'current',
    baseUrl,
    callbackUrl: CALLBACK,
    control: 'http',
    ...(controlToken !== undefined && { controlToken }),
  });
  return { sandbox, http: request(sandbox.handler) };
}

/** Every connection comes from there, as far as the sandbox can tell. */
function connectedFrom(address: string | undefined, handler: RequestListener): Server {
  return createServer(handler).on('connection', (socket) => {
    Object.defineProperty(socket, 'remoteAddress', { value: address });
  });
}

describe('The control API', () => {
  it('does not exist where the sandbox was not started for a test', async () => {
    const room = openRoom();

    for (const path of ['/_sandbox', '/_sandbox/clients', '/_sandbox/tokens']) {
      await room.http.get(room.path(path)).expect(404).expect('Content-Type', /html/);
    }
    await room.http.post(room.path('/_sandbox/clock')).send({ advance: '2h' }).expect(404);
    expect(room.clock.now()).toBe(openRoom().clock.now());
  });

  it.each([
    ['127.0.0.1:4000', 200],
    ['localhost', 200],
    ['[::1]:7999', 200],
    ['sandbox.test', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example:7999', 403],
    ['', 403],
  ])('is reached by Host "%s": %i (DNS rebinding)', async (host, status) => {
    const { http } = openControlled('http://sandbox.test');

    await http.get('/_sandbox/clients').set('Host', host).expect(status);
  });

  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://127.0.0.1:7999' }, 201],
    [{ 'Sec-Fetch-Site': 'none' }, 201],
    [{}, 201],
  ])('answers a page that sends %j with %i', async (headers, status) => {
    const { sandbox, http } = openControlled();
    const before = sandbox.clients.length;

    const response = await http
      .post('/_sandbox/clients')
      .set('Host', '127.0.0.1:7999')
      .set(headers)
      .send({ name: 'Planted' })
      .expect(status);

    expect(sandbox.clients.length - before).toBe(status === 201 ? 1 : 0);
    expect(response.get('Access-Control-Allow-Origin')).toBeUndefined();
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'])(
    'takes no %s: a page of another origin could send that without being asked',
    async (type) => {
      const { sandbox, http } = openControlled();

      for (const path of ['/_sandbox/clients', '/_sandbox/reset', '/_sandbox/clock']) {
        await http.post(path).set('Content-Type', type).send('{"name":"Planted"}').expect(415);
      }
      expect(sandbox.clients.map(({ name }) => name)).not.toContain('Planted');
    },
  );

  it('grants no preflight', async () => {
    const { http } = openControlled();

    const response = await http.options('/_sandbox/clients').set('Origin', 'https://evil.example');

    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.get('Access-Control-Allow-Origin')).toBeUndefined();
  });

  it('S34 is not moved by __proto__ and constructor in a body', async () => {
    const { http } = openControlled();
    const bodies = [
      '{"name":"x","__proto__":{"polluted":1}}',
      '{"fault":"slow","endpoint":"api","__proto__":{"polluted":1}}',
      '{"advance":"1s","constructor":{"prototype":{"polluted":1}}}',
    ];
    const paths = ['/_sandbox/clients', '/_sandbox/faults', '/_sandbox/clock'];

    for (const [index, path] of paths.entries()) {
      await http.post(path).type('json').send(bodies[index]).expect(400);
    }
    expect('polluted' in {}).toBe(false);
  });

  it('says which method an address answers to, and that JSON is broken', async () => {
    const { http } = openControlled();

    await http.delete('/_sandbox/clients').expect(405).expect('Allow', 'GET, POST');
    await http.post('/_sandbox/clients').type('json').send('{"name').expect(400);
  });
});

describe('M9 the control API without a token', () => {
  it.each(['192.0.2.7', '::ffff:192.0.2.7', 'fd00::7', '0.0.0.0', undefined])(
    'M9 is not for a program at %s, whatever Host it sends',
    async (address) => {
      const { sandbox } = openControlled();
      const server = connectedFrom(address, sandbox.handler);

      for (const host of ['localhost', '127.0.0.1:7999']) {
        const path = '/_sandbox/requests?secrets=show';
        const response = await request(server).get(path).set('Host', host).expect(403);
        await request(server).post('/_sandbox/reset').set('Host', host).send({}).expect(403);

        expect(response.text).toContain('Only programs on this machine');
      }
    },
  );

  it('M9 is not for a program that a proxy of this machine forwards from elsewhere', async () => {
    const { http } = openControlled();
    const ask = (from: string) => http.get('/_sandbox/clients').set('X-Forwarded-For', from);

    await ask('203.0.113.9').expect(403);
    await ask('127.0.0.1, 203.0.113.9').expect(403);
    await ask('203.0.113.9, 127.0.0.1').expect(403);
    await ask('127.0.0.1').expect(200);
  });

  it.each([
    ['X-Real-IP', '203.0.113.9', 403],
    ['X-Real-IP', '127.0.0.1', 200],
    ['Forwarded', 'for=203.0.113.9', 403],
    ['Forwarded', 'proto=http; For="[2001:db8::1]:4711"', 403],
    ['Forwarded', 'for=127.0.0.1, for=_hidden', 403],
    ['Forwarded', 'for=127.0.0.1:4711;proto=http, for="[::1]"', 200],
  ])(
    'M9 takes the word of a proxy of this machine in %s: %s, too (RFC 7239 §5.2): %i',
    async (name, value, status) => {
      const { http } = openControlled();

      await http.get('/_sandbox/clients').set(name, value).expect(status);
    },
  );

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is for programs at %s', async (address) => {
    const { sandbox } = openControlled();

    await request(connectedFrom(address, sandbox.handler)).get('/_sandbox/clients').expect(200);
  });
});

describe('M9 the control API with a token', () => {
  const bearer = `Bearer ${TOKEN}`;

  it.each([
    [undefined, 'Bearer realm="Sandbox control"'],
    ['Basic eDp5', 'Bearer realm="Sandbox control"'],
    [TOKEN, 'Bearer realm="Sandbox control"'],
    ['Bearer', 'Bearer realm="Sandbox control"'],
    [`${bearer}x`, 'Bearer realm="Sandbox control", error="invalid_token"'],
    [bearer.slice(0, -1), 'Bearer realm="Sandbox control", error="invalid_token"'],
    ['Bearer x', 'Bearer realm="Sandbox control", error="invalid_token"'],
  ])(
    'M9 refuses %s on every address with 401, on this machine too (RFC 6750 §3)',
    async (sent, challenge) => {
      const { sandbox, http } = openControlled(undefined, TOKEN);
      sandbox.faults.set({ fault: 'html', endpoint: 'api' });

      for (const { method, path } of controlRoutes) {
        const call = http[method](`/_sandbox${path.replace(/:\w+/, 'x')}`.replace(/\/$/, ''));
        if (sent !== undefined) void call.set('Authorization', sent);
        const response = await call.expect(401).expect('WWW-Authenticate', challenge);

        const isAnother = challenge.includes('invalid_token');
        expect(response.text).toContain(isAnother ? 'This is not the token' : ': Bearer <token>');
        expect(response.text).toContain('SANDBOX_CONTROL_TOKEN');
        expect(response.text).not.toContain(TOKEN);
      }
      expect(sandbox.faults.active).toHaveLength(1);
    },
  );

  it.each(['127.0.0.1', '192.0.2.7'])('is for whoever sends it, from %s', async (address) => {
    const { sandbox } = openControlled(undefined, TOKEN);
    const server = connectedFrom(address, sandbox.handler);

    for (const authorization of [bearer, `bearer ${TOKEN}`]) {
      const call = request(server).get('/_sandbox/clients').set('Host', '127.0.0.1:7999');
      await call.set('Authorization', authorization).expect(200);
    }
  });

  it('still is not for web pages of other origins, nor by a foreign name', async () => {
    const { http } = openControlled(undefined, TOKEN);
    const ask = () => http.get('/_sandbox/clients').set('Authorization', bearer);

    await ask().set('Origin', 'https://evil.example').expect(403);
    await ask().set('Host', 'evil.example').expect(403);
  });

  it('is asked for nowhere else: Bitbucket’s own paths and the pages are as they were', async () => {
    const { http } = openControlled(undefined, TOKEN);

    await http.get('/_sandbox/sign-in').expect(200);
    await http
      .get('/2.0/user')
      .expect(401)
      .expect('WWW-Authenticate', /Bitbucket/);
  });
});
