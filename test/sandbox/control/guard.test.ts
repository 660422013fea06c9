import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createSandboxApp } from '../../../src/sandbox/index.ts';
import { CALLBACK, openRoom } from '../support/room.ts';

function openControlled(baseUrl = 'http://127.0.0.1:7999') {
  const sandbox = createSandboxApp({
    era: 'current',
    baseUrl,
    callbackUrl: CALLBACK,
    control: true,
  });
  return { sandbox, http: request(sandbox.handler) };
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
