import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TransportError } from '../../src/errors/errors.ts';
import { LONGEST_KEPT_BODY } from '../../src/wire/bounds.ts';
import { KEPT_BACK } from '../../src/wire/exchange.ts';
import { WireLog } from '../../src/wire/wire-log.ts';
import { createSend } from '../../src/wire/send.ts';
import type { Sending } from '../../src/wire/send.ts';
import { json, openScriptedServer } from '../support/scripted-server.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';

const BASIC = 'Basic c2VjcmV0LWNhbmFyeQ==';

describe('Sending a request of the back channel', () => {
  let server: ScriptedServer;
  let wire: WireLog;
  beforeAll(async () => {
    server = await openScriptedServer();
  });
  beforeEach(() => {
    wire = new WireLog();
  });
  afterAll(() => server.close());

  const send = createSend(2_000);
  const sending = (path: string, more: Partial<Sending> = {}): Sending => ({
    step: 'A',
    title: 'A request',
    to: 'authorization-server',
    method: 'POST',
    url: server.url + path,
    authorization: BASIC,
    form: { grant_type: 'password', username: 'ada', password: 'p-canary' },
    ...more,
  });
  const failureOf = (path: string) => send(sending(path), wire).catch((error: unknown) => error);

  it('sends the form and the header, and returns the answer whatever its status', async () => {
    server.on('/teapot', json({ error: 'x' }, 418));

    const answer = await send(sending('/teapot'), wire);

    expect(answer).toMatchObject({ status: 418, body: '{"error":"x"}' });
    const [received] = server.receivedAt('/teapot');
    expect(received?.headers.authorization).toBe(BASIC);
    expect(received?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(received?.form.get('password')).toBe('p-canary');
  });

  it('never writes the credentials or a password into the log', async () => {
    server.on('/ok', json({}));

    await send(sending('/ok'), wire);

    expect(inspect(wire, { depth: 9 })).not.toMatch(/canary|c2VjcmV0LWNhbmFyeQ/);
    expect(wire.exchanges[0]?.request.form).toContainEqual(['password', KEPT_BACK.password]);
  });

  it('keeps the cookies of the other side out of the log', async () => {
    server.on('/cookie', { headers: { 'Set-Cookie': 'theirs=1', 'X-Other': 'kept' } });

    await send(sending('/cookie'), wire);

    const headers = Object.fromEntries(wire.exchanges[0]?.response?.headers ?? []);
    expect(headers).toMatchObject({ 'x-other': 'kept' });
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('shows the headers that were sent, in their order, but for what is the connection’s own', async () => {
    server.on('/ok', json({}));

    await send(sending('/ok'), wire);

    const { rawHeaders = [] } = server.receivedAt('/ok').at(-1) ?? {};
    const sent = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [[name, rawHeaders[at + 1]]] : [],
    );
    const ofConnection = /^(?:Accept-Encoding|Content-Length|Host|Connection)$/;
    expect(sent.filter(([name = '']) => !ofConnection.test(name))).toEqual(
      wire.exchanges[0]?.request.headers.map(([name, value]) => [
        name,
        value === KEPT_BACK.clientCredentials ? BASIC : value,
      ]),
    );
    expect(sent).toContainEqual(['Accept-Encoding', 'identity']);
  });

  it('shows the headers that came, in their order', async () => {
    server.on('/order', { headers: { 'X-Last': '1', 'A-First': '2', Link: '<a>, <b>' } });

    const { headers } = await send(sending('/order'), wire);

    expect(headers.slice(0, 3)).toEqual([
      ['x-last', '1'],
      ['a-first', '2'],
      ['link', '<a>, <b>'],
    ]);
    expect(wire.exchanges[0]?.response?.headers).toEqual(headers);
  });

  it.each(['to\u20acken', 'to\nken'])(
    'never sends a part of a token that no header can hold',
    async (token) => {
      const authorization = `Bearer ${token}`;

      const outcome = send(sending('/part', { authorization }), wire);

      await expect(outcome).rejects.toMatchObject({ failure: 'other', code: 'ERR_INVALID_CHAR' });
      expect(server.receivedAt('/part')).toEqual([]);
    },
  );

  it('takes nothing from what comes before the answer (RFC 8297)', async () => {
    server.on('/hinted', { ...json({}), earlyHints: { link: '</style.css>', 'x-early': '1' } });

    const { status, headers } = await send(sending('/hinted'), wire);

    expect(status).toBe(200);
    expect(headers.map(([name]) => name)).not.toContain('x-early');
    expect(headers).toContainEqual(['content-type', 'application/json']);
  });

  it('keeps a long body in part, and hands it on whole', async () => {
    const body = 'x '.repeat(LONGEST_KEPT_BODY + 10);
    server.on('/long', { body });

    const answer = await send(sending('/long'), wire);

    expect(answer.body).toHaveLength(body.length);
    expect(wire.exchanges[0]?.response?.body).toHaveLength(LONGEST_KEPT_BODY - 1);
  });

  it('leaves a redirect to whoever asked', async () => {
    server.on('/away', { status: 307, headers: { Location: `${server.url}/lured` } });

    const answer = await send(sending('/away'), wire);

    expect(answer.status).toBe(307);
    expect(server.receivedAt('/lured')).toEqual([]);
  });

  it('writes a failure into the log, and throws nothing that holds the request', async () => {
    server.on('/reset', { fault: 'reset' });

    const error = await failureOf('/reset');

    expect(error).toBeInstanceOf(TransportError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/canary|c2VjcmV0/);
    expect((error as Error).cause).toBeUndefined();
    expect(wire.exchanges[0]?.failure).toContain('interrupted (ECONNRESET)');
    expect(wire.exchanges[0]?.response).toBeUndefined();
  });

  it('ends what is under way when the time of the whole run is over', async () => {
    server.on('/hang', { fault: 'hang' });
    wire = new WireLog(undefined, 60);
    server.on('/ok', json({}));
    await send(sending('/ok'), wire);

    expect(await failureOf('/hang')).toMatchObject({ failure: 'timeout' });
  });

  it('gives a run less than ten seconds, from its first exchange on', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    try {
      const log = new WireLog();
      clock.mockReturnValue(60_000);
      const whole = log.millisecondsLeft();
      clock.mockReturnValue(62_000);

      expect(whole).toBeLessThan(10_000);
      expect(whole - log.millisecondsLeft()).toBe(2_000);
      clock.mockReturnValue(99_000);
      expect(log.millisecondsLeft()).toBe(1);
    } finally {
      clock.mockRestore();
    }
  });
});
