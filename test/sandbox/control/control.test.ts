import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, runSandbox, valuesOf } from '../support/running.ts';

describe('Over HTTP, a test in any language', () => {
  let running: Running;
  beforeEach(async () => {
    running = await runSandbox();
  });
  afterEach(() => running.sandbox.close());

  it('registers a client and a person, who then go through a whole grant', async () => {
    const { control, authorize, sandbox } = running;
    const callbackUrl = 'http://localhost:8080/cb';
    const added = await control('POST', '/_sandbox/clients', { name: 'Mine', callbackUrl });
    const client = (await added.json()) as { clientId: string; clientSecret: string };
    await control('POST', '/_sandbox/people', { username: 'grace' });
    await control('POST', '/_sandbox/decisions', { decision: 'approve', username: 'grace' });

    const answer = await authorize({ client_id: client.clientId, state: 'S' });
    const response = await fetch(sandbox.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: answer.searchParams.get('code') ?? '',
        client_id: client.clientId,
        client_secret: client.clientSecret,
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };

    expect(answer.href).toMatch(/^http:\/\/localhost:8080\/cb\?code=/);
    expect(answer.searchParams.get('state')).toBe('S');
    const user = await running.askApi('/user', token);
    expect(await user.json()).toMatchObject({ username: 'grace' });
  });

  it('decides the next consent only, as whom it names, or denies it', async () => {
    const { control, authorize } = running;
    await control('POST', '/_sandbox/decisions', { decision: 'deny' });

    expect((await authorize()).searchParams.get('error')).toBe('access_denied');
    expect((await authorize()).pathname).toBe('/_sandbox/sign-in');
  });

  it('keeps a decision for the next consent: a request that is refused reaches none', async () => {
    const { control, authorize } = running;
    await control('POST', '/_sandbox/decisions', { decision: 'approve', username: 'ada' });

    const refused = await authorize({ scope: 'runner' });
    const waiting = await valuesOf(await control('GET', '/_sandbox/decisions'));
    const granted = await authorize();

    expect(refused.searchParams.get('error')).toBe('invalid_scope');
    expect(waiting).toHaveLength(1);
    expect(granted.searchParams.has('code')).toBe(true);
    expect(await valuesOf(await control('GET', '/_sandbox/decisions'))).toEqual([]);
  });

  it('keeps a decision for the client that it names', async () => {
    const { authorize, sandbox } = running;
    const other = sandbox.clients[1];
    sandbox.approve('ada', { clientId: other?.clientId ?? '' });

    expect((await authorize()).pathname).toBe('/_sandbox/sign-in');
    const answer = await authorize({ client_id: other?.clientId ?? '' });
    expect(answer.searchParams.has('code')).toBe(true);
  });

  it('moves the clock: an access token dies after two hours, its refresh token after three months', async () => {
    const { control, askApi, askToken, obtainTokens } = running;
    const tokens = await obtainTokens();
    await control('POST', '/_sandbox/clock', { isFrozen: true, advance: '1h' });
    expect((await askApi('/user', tokens.access_token)).status).toBe(200);

    await control('POST', '/_sandbox/clock', { advance: '1h' });
    expect((await askApi('/user', tokens.access_token)).status).toBe(401);

    await control('POST', '/_sandbox/clock', { advance: '3 months' });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect((await askToken(form)).status).toBe(400);
  });

  it('freezes the clock and lets it run', async () => {
    const read = async () => {
      const response = await running.control('GET', '/_sandbox/clock');
      return (await response.json()) as { now: string; isFrozen: boolean };
    };
    await running.control('POST', '/_sandbox/clock', { isFrozen: true });
    const first = await read();
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(await read()).toEqual(first);
    await running.control('POST', '/_sandbox/clock', { isFrozen: false });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await read()).now > first.now).toBe(true);
  });

  it('lists and revokes one token, and a grant with all that hangs on it', async () => {
    const { control, askApi, askToken, obtainTokens } = running;
    const tokens = await obtainTokens();
    const id = createHash('sha256').update(tokens.access_token).digest('base64url');
    const listed = await valuesOf(await control('GET', '/_sandbox/tokens'));
    const [grant] = await valuesOf(await control('GET', '/_sandbox/grants'));

    expect(listed.map((token) => [token['kind'], token['username']])).toEqual([
      ['access', 'ada'],
      ['refresh', 'ada'],
    ]);
    expect(listed[0]).toMatchObject({ id, grantId: grant?.['id'] });
    await control('DELETE', `/_sandbox/tokens/${id}`);
    expect((await askApi('/user', tokens.access_token)).status).toBe(401);

    await control('DELETE', `/_sandbox/grants/${String(grant?.['id'])}`);
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect((await askToken(form)).status).toBe(400);
    expect(await valuesOf(await control('GET', '/_sandbox/tokens'))).toEqual([]);
  });

  it('S20 masks every secret of the received requests, and shows them when asked', async () => {
    const { control, obtainTokens, askApi, client } = running;
    const tokens = await obtainTokens();
    await askApi('/user', tokens.access_token);
    const masked = await (await control('GET', '/_sandbox/requests')).text();
    const open = await (await control('GET', '/_sandbox/requests?secrets=show')).text();

    const basic = btoa(`${client.clientId}:${client.clientSecret}`);
    for (const secret of [tokens.access_token, tokens.refresh_token, basic]) {
      expect(masked).not.toContain(secret);
      expect(open).toContain(secret);
    }
    expect(masked).not.toMatch(/code=\w{5}/);
  });

  it('shows method, path, headers, parsed form and the answer', async () => {
    const { askToken, control } = running;
    await askToken({ grant_type: 'nonsense' }, { 'X-Worker': '7' });

    expect(await valuesOf(await control('GET', '/_sandbox/requests'))).toEqual([
      expect.objectContaining({
        id: 1,
        method: 'POST',
        path: '/site/oauth2/access_token',
        form: { grant_type: 'nonsense' },
        headers: expect.objectContaining({ 'x-worker': '7', authorization: expect.any(String) }),
        fault: null,
        answer: expect.objectContaining({
          status: 400,
          body: expect.stringContaining('Unsupported grant type: nonsense'),
        }),
      }),
    ]);
    await control('DELETE', '/_sandbox/requests');
    expect(await valuesOf(await control('GET', '/_sandbox/requests'))).toEqual([]);
  });

  it('resets everything', async () => {
    const { control, obtainTokens, askApi, sandbox } = running;
    const tokens = await obtainTokens();
    const clients = [...sandbox.clients];
    await control('POST', '/_sandbox/clients', { name: 'Mine' });
    await control('POST', '/_sandbox/people', { username: 'grace' });
    await control('POST', '/_sandbox/faults', { fault: 'hang', endpoint: 'api' });
    await control('POST', '/_sandbox/decisions', { decision: 'approve' });
    await control('POST', '/_sandbox/clock', { advance: '3 months' });

    await control('POST', '/_sandbox/reset', {});

    expect(sandbox.clients).toEqual(clients);
    expect(sandbox.people.map(({ username }) => username)).not.toContain('grace');
    for (const what of ['requests', 'grants', 'tokens', 'decisions', 'faults']) {
      expect(await valuesOf(await control('GET', `/_sandbox/${what}`))).toEqual([]);
    }
    expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(60_000);
    expect((await askApi('/user', tokens.access_token)).status).toBe(401);
  });
});

describe('Refresh race (contract §1.4)', () => {
  it.each([
    [600, 20],
    [0, 1],
  ])(
    'S51 twenty clients with one refresh token, grace %i s: %i get new tokens, and the list shows who lost',
    async (refreshGraceSeconds, winners) => {
      const running = await runSandbox({ refreshGraceSeconds });
      const { refresh_token: refreshToken } = await running.obtainTokens();
      running.sandbox.faults.set({ fault: 'slow', endpoint: 'token', ms: 20, times: 20 });

      await Promise.all(
        Array.from({ length: 20 }, (_, worker) =>
          running.askToken(
            { grant_type: 'refresh_token', refresh_token: refreshToken },
            { 'X-Worker': String(worker) },
          ),
        ),
      );

      const refreshes = running.sandbox.requests.filter(
        ({ form }) => form['grant_type'] === 'refresh_token',
      );
      const lost = refreshes.filter(({ answer }) => answer?.status !== 200);
      expect(refreshes).toHaveLength(20);
      expect(lost).toHaveLength(20 - winners);
      for (const { answer } of lost) {
        expect(answer).toMatchObject({
          status: 400,
          body: expect.stringContaining('"error":"unauthorized_client"'),
        });
      }
      expect(new Set(lost.map(({ headers }) => headers['x-worker'])).size).toBe(20 - winners);
      await running.sandbox.close();
    },
  );

  it('S51 in legacy all twenty get the very same refresh token back', async () => {
    const running = await runSandbox({ era: 'legacy' });
    const { refresh_token: refreshToken } = await running.obtainTokens();
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };

    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await running.askToken(form)).json()),
    );

    const tokens = answers.map((answer) => (answer as { refresh_token: string }).refresh_token);
    expect(new Set(tokens)).toEqual(new Set([refreshToken]));
    await running.sandbox.close();
  });
});
