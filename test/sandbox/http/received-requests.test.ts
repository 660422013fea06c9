import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultName } from '../../../src/sandbox/faults/fault.ts';
import { type Running, runSandbox, valuesOf } from '../support/running.ts';

const FORM = { grant_type: 'client_credentials', extra: 'x' };

let running: Running;
beforeEach(async () => {
  running = await runSandbox();
});
afterEach(() => running.sandbox.close());

const latest = () => running.sandbox.requests.at(-1);

function sendJson(url: string, body: string, headers = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
}

describe('The received requests', () => {
  it.each<FaultName>([
    'status',
    'html',
    'malformed-json',
    'empty',
    'huge',
    'redirect',
    'reset',
    'truncated',
    'slow',
  ])('show the form that came, although %s answers it', async (fault) => {
    running.sandbox.faults.set({
      fault,
      endpoint: 'token',
      ...(fault === 'huge' && { bytes: 9 }),
      ...(fault === 'slow' && { ms: 1 }),
    });

    const response = await running.askToken(FORM).catch(() => undefined);
    await response?.text().catch(() => undefined);

    expect(latest()).toMatchObject({ form: FORM, fault });
  });

  it('show form and fault while a request hangs', async () => {
    running.sandbox.faults.set({ fault: 'hang', endpoint: 'token' });
    const hanging = running.askToken(FORM).catch(() => 'cut');
    while (latest()?.form['extra'] === undefined) await new Promise(setImmediate);

    expect(latest()).toMatchObject({ form: FORM, fault: 'hang', answer: null });
    await running.sandbox.reset();
    expect(await hanging).toBe('cut');
  });

  it('show what a client carries along when it follows a redirect', async () => {
    running.sandbox.faults.set({ fault: 'redirect', endpoint: 'token', times: 1 });
    await fetch(running.sandbox.tokenEndpoint, { method: 'POST', body: new URLSearchParams(FORM) });

    expect(latest()).toMatchObject({ path: '/_sandbox/redirected', form: FORM, fault: null });
  });

  it('show the token as it came, although expired-token takes it out', async () => {
    running.sandbox.faults.set({ fault: 'expired-token', endpoint: 'api' });
    const body = new URLSearchParams({ access_token: 'long-enough-for-some', name: 'x' });
    await fetch(`${running.sandbox.apiBaseUrl}/user`, { method: 'POST', body });

    expect(latest()?.form).toEqual({ access_token: 'long…', name: 'x' });
  });

  it('show all values of a name that comes twice', async () => {
    const body = new URLSearchParams('scope=a&scope=b&code=111111111&code=222222222');
    await fetch(`${running.sandbox.tokenEndpoint}?a=1&a=2`, { method: 'POST', body });

    expect(latest()).toMatchObject({
      query: { a: '1, 2' },
      form: { scope: 'a, b', code: '1111…' },
    });
  });

  it.each([
    ['the token endpoint', '/site/oauth2/access_token'],
    ['the API', '/2.0/repositories/w/r'],
    ['an address of the API that does not exist', '/2.0/nowhere'],
  ])('show JSON sent to %s as a body, secrets masked', async (_where, path) => {
    const url = running.sandbox.baseUrl + path;
    await sendJson(url, '{"grant_type":"password","password":"lovelace and more"}');
    const [open] = running.sandbox.requestsWithSecrets();

    expect(latest()?.form).toEqual({});
    expect(latest()?.body).toBe('{"grant_type":"password","password":"love…"}');
    expect(open?.body).toBe('{"grant_type":"password","password":"lovelace and more"}');
  });

  it('show JSON that a fault answers, but no large one', async () => {
    const { sandbox } = running;
    sandbox.faults.set({ fault: 'status', endpoint: 'token' });
    await sendJson(sandbox.tokenEndpoint, '{"a":1}');
    expect(latest()?.body).toBe('{"a":1}');

    await sendJson(sandbox.tokenEndpoint, JSON.stringify({ a: 'x'.repeat(20_000) }));
    expect(latest()).toMatchObject({ body: null, answer: { status: 503 } });
  });

  it('S20 mask a token longer than what is shown of an answer', async () => {
    running.sandbox.faults.set({ fault: 'long-token', endpoint: 'token', length: 30_000 });
    const { access_token: token } = (await (await running.askToken(FORM)).json()) as {
      access_token: string;
    };
    const text = JSON.stringify(await valuesOf(await running.control('GET', '/_sandbox/requests')));

    expect(token).toHaveLength(30_000);
    expect(JSON.parse(latest()?.answer?.body ?? '')).toMatchObject({ access_token: 'AAAA…' });
    expect(text).not.toContain(token.slice(0, 5));
  });

  it.each([
    [413, { 'Content-Length': '99999' }],
    [413, { 'Content-Encoding': 'gzip' }],
    [400, { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-16' }],
  ])('spare no endpoint a form that cannot be read: %i for %j', async (status, headers) => {
    running.sandbox.faults.set({ fault: 'slow', endpoint: 'token', ms: 1 });

    expect(await statusOf(headers, 'grant_type=x')).toBe(status);
  });

  it('spare no endpoint a form in pieces that is too long', async () => {
    running.sandbox.faults.set({ fault: 'slow', endpoint: 'token', ms: 1 });
    const headers = { 'Transfer-Encoding': 'chunked' };

    expect(await statusOf(headers, `a=${'x'.repeat(50_000)}`)).toBe(413);
  });

  function statusOf(headers: http.OutgoingHttpHeaders, body: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const options = { method: 'POST', headers: { ...type, ...headers } };
      const req = http.request(running.sandbox.tokenEndpoint, options, (res) => {
        res.resume();
        resolve(res.statusCode);
        req.destroy();
      });
      req.on('error', reject).write(body);
      if (!('Content-Length' in headers)) req.end();
    });
  }
});
