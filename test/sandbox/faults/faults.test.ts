import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faultKinds } from '../../../src/sandbox/faults/index.ts';
import type { FaultName, FaultOrder } from '../../../src/sandbox/faults/fault.ts';
import { type Running, type Tokens, runSandbox } from '../support/running.ts';
import { readHtml, textsOf } from '../../support/page.ts';

let running: Running;
beforeEach(async () => {
  running = await runSandbox();
});
afterEach(() => running.sandbox.close());

function set(order: Partial<FaultOrder>) {
  running.sandbox.faults.set({ fault: 'html', endpoint: 'token', times: 1, ...order });
}

function ask() {
  return running.askToken({ grant_type: 'client_credentials' });
}

/** The code of what went wrong below HTTP. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('no failure'),
    (reason: unknown) => reason,
  );
  const { cause = error } = error as { cause?: unknown };
  return String((cause as { code?: string }).code ?? cause);
}

describe('Faults', () => {
  it('has exactly the named ones', () => {
    expect(faultKinds.map(({ name }) => name).join(' ')).toBe(
      'slow hang reset status html malformed-json empty truncated huge redirect ' +
        'expired-token long-token missing-field preflight',
    );
  });

  it('slow: R01 the true answer, after so many milliseconds', async () => {
    set({ fault: 'slow', ms: 120 });
    const start = performance.now();

    expect((await ask()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it('hang: R01 no answer, until the client gives up', async () => {
    set({ fault: 'hang' });
    const client = new AbortController();
    let answer = 'none';

    const call = fetch(running.sandbox.tokenEndpoint, { method: 'POST', signal: client.signal });
    const over = call.then(
      () => (answer = 'some'),
      () => undefined,
    );
    while (running.sandbox.requests.length === 0) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 150));
    client.abort();
    await over;

    expect(answer).toBe('none');
    expect((await ask()).status).toBe(200);
    expect(running.sandbox.requests[0]).toMatchObject({ fault: 'hang', answer: null });
  });

  it('reset: R03 the connection is cut', async () => {
    set({ fault: 'reset' });

    expect(await failureOf(ask())).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  it('truncated: R03 the body breaks off', async () => {
    set({ fault: 'truncated' });
    const response = await ask();

    expect(response.status).toBe(200);
    expect(await failureOf(response.text())).toMatch(/ECONNRESET|UND_ERR_SOCKET|terminated/);
  });

  it.each([301, 302, 303, 307, 308])('redirect: %i', async (status) => {
    set({ fault: 'redirect', status });

    expect((await ask()).status).toBe(status);
  });

  it.each([
    [429, undefined, null],
    [429, 30, '30'],
    [429, 'Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
    [500, undefined, null],
    [502, undefined, null],
    [503, undefined, null],
  ])('status: R07 R08 %i with Retry-After %s', async (status, retryAfter, header) => {
    set({ fault: 'status', status, ...(retryAfter !== undefined && { retryAfter }) });
    const response = await ask();

    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(header);
  });

  it.each([
    [429, 'invalid_request', 'Rate limit for this resource has been exceeded'],
    [500, 'server_error', 'Something went wrong'],
    [503, 'temporarily_unavailable', 'Service unavailable'],
  ])(
    'status: %i has at the token endpoint the shape of an OAuth error, %s, and is a page at authorize (RFC 6749 §5.2)',
    async (status, error, words) => {
      const { sandbox, askToken } = running;
      sandbox.faults.set({ fault: 'status', endpoint: 'token', status });
      sandbox.faults.set({ fault: 'status', endpoint: 'authorize', status });

      const answer = await askToken({ grant_type: 'client_credentials' });
      const page = await fetch(sandbox.authorizationEndpoint, { redirect: 'manual' });

      expect(answer.status).toBe(status);
      expect(await answer.json()).toEqual({ error_description: words, error });
      expect([page.status, page.headers.get('location')]).toEqual([status, null]);
      expect(textsOf(readHtml(await page.text()), 'h1')).toEqual([words]);
    },
  );

  it.each([
    ['html', /text\/html/, /^<!doctype html>/],
    ['malformed-json', /application\/json/, /^\{"access_token": "cut off, /],
    ['empty', /application\/json/, /^$/],
  ] as const)('%s: R05 status 200 and no usable body', async (fault, type, body) => {
    set({ fault });
    const response = await ask();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(type);
    const text = await response.text();
    expect(text).toMatch(body);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('huge: R06 as many bytes as asked for, in valid JSON', async () => {
    set({ fault: 'huge', bytes: 3_000_000 });
    const text = await (await ask()).text();

    expect(text).toHaveLength(3_000_000 + '{"filler":""}'.length);
    expect(JSON.parse(text)).toHaveProperty('filler');
  });

  it('huge: R06 sends no faster than it is read', async () => {
    set({ fault: 'huge', bytes: 1_000_000_000 });
    const before = process.memoryUsage().rss;
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      http.request(running.sandbox.tokenEndpoint, { method: 'POST' }, resolve).end();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));

    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    response.destroy();
  });

  it('redirect: a client that follows shows up in the received requests', async () => {
    set({ fault: 'redirect', status: 307 });
    const response = await ask();

    expect(response.status).toBe(307);
    await fetch(response.headers.get('location') ?? '', { method: 'POST' });
    expect(running.sandbox.requests.at(-1)?.path).toBe('/_sandbox/redirected');
  });

  it('expired-token: R09 at the API a good token is refused, once', async () => {
    const { access_token: token } = await running.obtainTokens();
    set({ fault: 'expired-token', endpoint: 'api' });

    const refused = await running.askApi('/user', token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
    expect((await running.askApi('/user', token)).status).toBe(200);
  });

  it('expired-token: R09 in legacy, a token in the query or in the form is refused with 401', async () => {
    await running.sandbox.close();
    running = await runSandbox({ era: 'legacy' });
    const { access_token: token } = await running.obtainTokens();
    const inQuery = new URLSearchParams({ fields: 'uuid', access_token: token }).toString();
    const askBoth = async () => [
      (await fetch(`${running.sandbox.apiBaseUrl}/user?${inQuery}`)).status,
      (
        await fetch(`${running.sandbox.apiBaseUrl}/repositories/w/r`, {
          method: 'POST',
          body: new URLSearchParams({ access_token: token }),
        })
      ).status,
    ];
    const good = await askBoth();
    set({ fault: 'expired-token', endpoint: 'api', times: 2 });

    expect(await askBoth()).toEqual([401, 401]);
    expect(good[0]).toBe(200);
    expect(good[1]).not.toBe(401);
  });

  it('expired-token: at the token endpoint, the new token is dead on arrival', async () => {
    set({ fault: 'expired-token' });
    const { access_token: token } = (await (await ask()).json()) as Tokens;

    expect((await running.askApi('/user', token)).status).toBe(401);
  });

  it('long-token: R12 3,000 characters and more, and both tokens work', async () => {
    set({ fault: 'long-token' });
    const tokens = await running.obtainTokens();
    set({ fault: 'long-token', length: 10_000 });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    const refreshed = (await (await running.askToken(form)).json()) as Tokens;

    expect([tokens.access_token.length, tokens.refresh_token.length]).toEqual([3_000, 3_000]);
    expect((await running.askApi('/user', tokens.access_token)).status).toBe(200);
    expect(refreshed.refresh_token).toHaveLength(10_000);
    expect((await running.askApi('/user', refreshed.access_token)).status).toBe(200);
    const cut = refreshed.access_token.slice(0, 4_096);
    expect((await running.askApi('/user', cut)).status).toBe(401);
  });

  it('missing-field: R05 the true answer, one field short', async () => {
    set({ fault: 'missing-field', field: 'expires_in' });
    const answer = (await (await ask()).json()) as Record<string, unknown>;

    expect(answer).not.toHaveProperty('expires_in');
    expect((await running.askApi('/user', String(answer['access_token']))).status).toBe(200);
  });

  it('strikes so many requests, or all until it is cleared', async () => {
    set({ fault: 'status', status: 500, times: 2 });
    const counted = [await ask(), await ask(), await ask()];
    running.sandbox.faults.set({ fault: 'status', endpoint: 'token', status: 500 });
    const standing = [await ask(), await ask(), await ask()];
    running.sandbox.faults.clear();

    expect(counted.map(({ status }) => status)).toEqual([500, 500, 200]);
    expect(standing.map(({ status }) => status)).toEqual([500, 500, 500]);
    expect((await ask()).status).toBe(200);
  });

  it.each([
    ['token', [500, 200, 200, 303]],
    ['api', [200, 500, 500, 303]],
    ['authorize', [200, 200, 200, 500]],
    ['/2.0/user', [200, 500, 200, 303]],
    ['/2.0', [200, 500, 500, 303]],
  ])('strikes the endpoint %s and no other', async (endpoint, statuses) => {
    const { access_token: token } = await running.obtainTokens();
    running.sandbox.faults.set({ fault: 'status', endpoint, status: 500 });
    const url = `${running.sandbox.authorizationEndpoint}?response_type=code&client_id=${running.client.clientId}`;

    const answers = [
      await ask(),
      await running.askApi('/user', token),
      await running.askApi('/repositories/analytical-engines', token),
      await fetch(url, { redirect: 'manual' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });

  it.each([
    [{ fault: 'chaos' }, /^fault is "chaos"; it must be one of slow, hang/],
    [{ endpoint: 'everywhere' }, /^endpoint is "everywhere"; .* token, api, or a path/],
    [{ endpoint: '/_sandbox/clock' }, /^endpoint is/],
    [{ times: 0 }, /^times is 0; /],
    [{ fault: 'slow', ms: '5' }, /^ms is "5"; it must be a whole number from 1 to 120000/],
    [{ fault: 'slow', length: 5 }, /^slow does not know the field length; it takes ms\./],
    [{ fault: 'long-token', endpoint: 'api' }, /^endpoint is "api"; .* for long-token/],
    [{ fault: 'status', retryAfter: '1\r\nX: y' }, /^retryAfter is/],
    [{ visitor: '' }, /^visitor is ""/],
  ])('refuses %j, and says why', (order, message) => {
    expect(() => set(order as Partial<FaultOrder>)).toThrow(message);
    expect(running.sandbox.faults.active).toEqual([]);
  });

  it('refuses brackets in brackets, however deep', () => {
    const fault = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)) as FaultName;

    expect(() => set({ fault })).toThrow(/^fault is a list; it must be one of slow/);
  });
});
