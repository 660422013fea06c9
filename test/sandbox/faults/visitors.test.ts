import { afterEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults/fault-book.ts';
import { createVisitorFaults } from '../../../src/sandbox/faults/visitor-faults.ts';
import { faultKinds } from '../../../src/sandbox/faults/index.ts';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../../src/sandbox/index.ts';
import { createMemoryStorage } from '../../../src/storage/storage.ts';
import { CALLBACK } from '../support/room.ts';
import { type Running, runSandbox } from '../support/running.ts';

/** As the app has it: many visitors, one client, and a header that says who is who. */
function openShared() {
  const visitorFaults = createVisitorFaults(createMemoryStorage().createStore, Date);
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    visitorFaults,
    era: 'current',
    baseUrl: 'http://localhost:3000',
    callbackUrl: CALLBACK,
    callerOf: (req) => ({ network: '', mark: req.get('x-visitor') }),
  });
  const [client] = sandbox.clients;
  const ask = (visitor: string) =>
    request(sandbox.handler)
      .post('/site/oauth2/access_token')
      .set('X-Visitor', visitor)
      .auth(client?.clientId ?? '', client?.clientSecret ?? '')
      .type('form')
      .send({ grant_type: 'client_credentials' });
  return { visitorFaults, ask };
}

describe('Faults of one visitor', () => {
  let running: Running | undefined;
  afterEach(async () => {
    await running?.sandbox.close();
    running = undefined;
  });

  it('R30 strike nobody else', async () => {
    const { visitorFaults, ask } = openShared();
    await visitorFaults.set({ fault: 'status', endpoint: 'token', visitor: 'a' });

    await ask('b').expect(200);
    await ask('a').expect(503);
    await ask('').expect(200);
  });

  it('R30 slow nobody else, while twenty requests of the one hang', async () => {
    const { visitorFaults, ask } = openShared();
    await visitorFaults.set({ fault: 'hang', endpoint: 'token', visitor: 'a' });
    const hanging = Array.from({ length: 20 }, () => ask('a').timeout(2_000));
    const settled = Promise.allSettled(hanging.map((call) => call.expect(200)));

    const start = performance.now();
    await ask('b').expect(200);

    expect(performance.now() - start).toBeLessThan(1_750);
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('outside the app end after ten minutes of the one clock', async () => {
    running = await runSandbox();
    const { faults, clock } = running.sandbox;
    faults.set({ fault: 'html', endpoint: 'api', visitor: 'a' });

    clock.advance('599s');
    expect(faults.active).toHaveLength(1);
    clock.advance('2s');
    expect(faults.active).toEqual([]);
  });

  it.each([
    [
      'in the query',
      (token: string) => [`/user?access_token=${encodeURIComponent(token)}`] as const,
    ],
    [
      'in a form',
      (access_token: string) =>
        ['/user', { method: 'POST', body: new URLSearchParams({ access_token }) }] as const,
    ],
  ])('in legacy know the client by its token %s', async (_place, call) => {
    running = await runSandbox({ era: 'legacy' });
    const { sandbox, client } = running;
    const { access_token: token } = await running.obtainTokens();
    const ask = async () => {
      const [path, init] = call(token);
      return (await fetch(sandbox.apiBaseUrl + path, init)).status;
    };
    const plain = await ask();
    sandbox.faults.set({ fault: 'status', endpoint: 'api', visitor: 'another' });
    expect(await ask()).toBe(plain);
    sandbox.faults.set({ fault: 'status', endpoint: 'api', visitor: client.clientId });

    expect(plain).not.toBe(503);
    expect(await ask()).toBe(503);
  });

  it('R30 leave those of others in place, however many one sets', () => {
    const faults = createFaults(faultKinds, createClock({ frozenAt: 0 }));
    faults.set({ fault: 'html', endpoint: 'api', visitor: 'b' });
    for (let count = 0; count < 100; count += 1) {
      faults.set({ fault: 'slow', endpoint: 'api', visitor: 'a' });
    }

    expect(faults.active.filter(({ visitor }) => visitor === 'a')).toHaveLength(20);
    expect(faults.clear({ visitor: 'a' })).toBe(20);
    expect(faults.active.map(({ visitor }) => visitor)).toEqual(['b']);
  });

  it.each([
    ['HTTP Basic', true],
    ['form fields', false],
  ])('outside the app belong to a client, named by %s', async (_way, isBasic) => {
    running = await runSandbox();
    const [first, second] = running.sandbox.clients;
    running.sandbox.faults.set({ fault: 'html', endpoint: 'token', visitor: first.clientId });
    const ask = async (client = first) => {
      const { clientId: client_id, clientSecret: client_secret } = client;
      const response = await fetch(running?.sandbox.tokenEndpoint ?? '', {
        method: 'POST',
        headers: isBasic ? { Authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` } : {},
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          ...(!isBasic && { client_id, client_secret }),
        }),
      });
      return response.headers.get('content-type') ?? '';
    };

    expect(await ask(second)).toContain('json');
    expect(await ask(first)).toContain('html');
  });

  it('outside the app follow the client to the API, by its token', async () => {
    running = await runSandbox();
    const { access_token: token } = await running.obtainTokens();
    const { clientId } = running.client;
    running.sandbox.faults.set({
      fault: 'status',
      endpoint: 'api',
      visitor: 'another',
      status: 500,
    });

    expect((await running.askApi('/user', token)).status).toBe(200);
    running.sandbox.faults.set({
      fault: 'status',
      endpoint: 'api',
      visitor: clientId,
      status: 500,
    });
    expect((await running.askApi('/user', token)).status).toBe(500);
  });
});
