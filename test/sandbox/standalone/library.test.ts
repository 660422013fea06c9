import { afterEach, describe, expect, it } from '@jest/globals';
import { type Sandbox, createSandbox } from '../../../src/sandbox/standalone/library.ts';
import { hiddenFields, readHtml } from '../../support/page.ts';
import { type Running, type Tokens, runSandbox } from '../support/running.ts';

let running: Running | undefined;
afterEach(async () => {
  await running?.sandbox.close();
  running = undefined;
});

describe('createSandbox', () => {
  it('listens on a free port, and says where everything is', async () => {
    running = await runSandbox();
    const { sandbox } = running;

    expect(sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox).toMatchObject({
      era: 'current',
      authorizationEndpoint: `${sandbox.baseUrl}/site/oauth2/authorize`,
      tokenEndpoint: `${sandbox.baseUrl}/site/oauth2/access_token`,
      apiBaseUrl: `${sandbox.baseUrl}/2.0`,
    });
    expect(sandbox.clients[0].callbackUrl).toBe('http://localhost:3000/oauth-callback');
    expect(sandbox.people[0]).toMatchObject({ username: 'ada' });
  });

  it('sends what Bitbucket sends: no iss, unless it is asked to', async () => {
    running = await runSandbox({ approve: 'ada' });
    const plain = await running.authorize();
    await running.sandbox.close();
    running = await runSandbox({ approve: 'ada', sendIss: true });
    const added = await running.authorize();

    expect([...plain.searchParams.keys()]).toEqual(['code']);
    expect(added.searchParams.get('iss')).toBe(running.sandbox.baseUrl);
  });

  it('asks again for a consent once given where rememberConsent is false', async () => {
    for (const rememberConsent of [true, false]) {
      running = await runSandbox({ rememberConsent });
      await running.obtainTokens('ada');
      const page = await showConsent(running.sandbox, await running.authorize());
      await running.sandbox.close();

      expect(page.status).toBe(rememberConsent ? 302 : 200);
    }
  });

  it('looks at no verifier where pkce is `ignore`, and locks out a client that reuses a refresh token where it is asked to', async () => {
    running = await runSandbox({
      pkce: 'ignore',
      refreshGraceSeconds: 0,
      reuseLocksClientSeconds: 60,
    });
    running.sandbox.approve('ada');
    const challenge = { code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    const code = (await running.authorize(challenge)).searchParams.get('code') ?? '';
    const answer = await running.askToken({ grant_type: 'authorization_code', code });
    const { refresh_token: refreshToken } = (await answer.json()) as Tokens;
    const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken };

    expect(answer.status).toBe(200);
    expect((await running.askToken(refresh)).status).toBe(200);
    expect((await running.askToken(refresh)).status).toBe(400);
    expect((await running.askToken({ grant_type: 'client_credentials' })).status).toBe(400);
  });

  it('with approve, lets every consent pass as that person, also after a reset', async () => {
    running = await runSandbox({ approve: 'bruno' });
    await running.sandbox.reset();
    await running.authorize();
    await running.authorize();

    const names = (await running.sandbox.grants()).map(({ username }) => username);
    expect(names).toEqual(['bruno', 'bruno']);
  });

  it('lets a decision for once go before the standing one', async () => {
    running = await runSandbox({ approve: 'ada' });
    running.sandbox.deny();

    expect((await running.authorize()).searchParams.get('error')).toBe('access_denied');
    expect((await running.authorize()).searchParams.has('code')).toBe(true);
  });

  it('decides nothing for a request that Bitbucket would refuse', async () => {
    running = await runSandbox({ approve: 'ada' });

    const strange = await running.authorize({ redirect_uri: 'https://evil.example/cb' });
    const wide = await running.authorize({ scope: 'runner' });

    expect(strange.origin).toBe(running.sandbox.baseUrl); // no redirect at all
    expect(wide.searchParams.get('error')).toBe('invalid_scope');
    expect(await running.sandbox.grants()).toEqual([]);
  });

  it('lists and clears what was received, and the decisions that wait', async () => {
    running = await runSandbox();
    const { sandbox, client } = running;
    sandbox.approve('bruno', { times: null });
    sandbox.deny({ clientId: client.clientId });

    expect(sandbox.decisions).toEqual([
      { decision: 'deny', username: 'ada', clientId: client.clientId, times: 1 },
      { decision: 'approve', username: 'bruno', clientId: null, times: null },
    ]);
    expect((await running.authorize()).searchParams.get('error')).toBe('access_denied');
    expect((await running.authorize()).searchParams.has('code')).toBe(true);
    sandbox.clearDecisions();
    sandbox.clearRequests();
    expect([sandbox.decisions, sandbox.requests]).toEqual([[], []]);
  });

  it('holds the clock still at a moment', async () => {
    running = await runSandbox({ frozenAt: '2026-11-22T12:00:00Z' });
    const { clock } = running.sandbox;
    clock.advance('1 day');

    expect(new Date(clock.now()).toISOString()).toBe('2026-11-23T12:00:00.000Z');
    await running.sandbox.reset();
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-22T12:00:00.000Z');
  });

  it('takes a seed as an object, and clients and people later', async () => {
    running = await runSandbox({
      seed: {
        replace: true,
        people: [{ username: 'solo' }],
        workspaces: [{ slug: 'w', members: [{ username: 'solo', permission: 'owner' }] }],
        clients: [{ name: 'Only', workspace: 'w' }],
      },
    });
    const { sandbox } = running;
    const added = await sandbox.addClient({ name: 'Later', workspace: 'w', scopes: ['email'] });
    await sandbox.addPerson({ username: 'late', emails: [] });

    expect(sandbox.clients.map(({ name }) => name)).toEqual(['Only', 'Later']);
    expect(sandbox.people.map(({ username }) => username)).toEqual(['solo', 'late']);
    expect(added.clientId).toHaveLength(32);
    await expect(sandbox.addClient({ name: 'x', workspace: 'v' })).rejects.toThrow(
      'workspace: there is no workspace v',
    );
  });

  it.each([
    [{ approve: 'nobody' }, /Nobody here is called "nobody"/],
    [{ era: 'future' as 'current' }, /era is "future"/],
    [{ frozenAt: 'noon' }, /frozenAt is "noon"/],
    [{ seed: { robots: [] } }, /The seed is faulty:\n {2}- .*robots/],
    [{ seed: { replace: true } }, /no client/],
  ])('refuses %j, and leaves no port open', async (options, message) => {
    const first = await createSandbox();
    const port = Number(new URL(first.baseUrl).port);
    await first.close();

    await expect(createSandbox({ port, ...options })).rejects.toThrow(message);

    const again = await createSandbox({ port });
    await again.close();
  });

  it('closes while requests hang, and frees the port', async () => {
    running = await runSandbox();
    const { sandbox } = running;
    sandbox.faults.set({ fault: 'hang', endpoint: 'api' });
    const hanging = fetch(`${sandbox.apiBaseUrl}/user`).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 50));

    await sandbox.close();

    expect(await hanging).toBe('cut');
    const again = await createSandbox({ port: Number(new URL(sandbox.baseUrl).port) });
    await again.close();
  });

  it.each([
    [true, 40],
    [false, 100],
  ])('with budget %s, takes %i of 100 long authorization requests', async (budget, most) => {
    running = await runSandbox({ budget });
    const { sandbox, client } = running;
    const url = new URL(sandbox.authorizationEndpoint);
    const state = 'x'.repeat(7_000); // costs twelve times as much as a short one
    url.search = String(
      new URLSearchParams({ client_id: client.clientId, response_type: 'code', state }),
    );

    const statuses: number[] = [];
    for (let count = 0; count < 100; count += 1) {
      statuses.push((await fetch(url, { redirect: 'manual' })).status);
    }

    expect(statuses.filter((status) => status !== 429)).toHaveLength(most);
  });

  it('works by what it returns where the control API is left out', async () => {
    const sandbox = await createSandbox({ control: false });
    sandbox.approve('ada');
    const [{ clientId }] = sandbox.clients;
    const url = `${sandbox.authorizationEndpoint}?response_type=code&client_id=${clientId}`;
    const { status } = await fetch(url, { redirect: 'manual' });
    const control = await fetch(`${sandbox.baseUrl}/_sandbox/requests`);
    const { requests } = sandbox;
    await sandbox.close();

    expect([status, control.status]).toEqual([302, 404]);
    expect(requests[0]).toMatchObject({ query: { client_id: clientId }, answer: { status: 302 } });
  });
});

/** What ada sees of a request, in a browser that has never been here: the page, or the way back. */
async function showConsent({ baseUrl, authorizationEndpoint, clients }: Sandbox, signIn: URL) {
  const query = new URLSearchParams({
    client_id: clients[0].clientId,
    response_type: 'code',
  });
  const arrival = await fetch(`${authorizationEndpoint}?${query.toString()}`, {
    redirect: 'manual',
  });
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const follow = (answer: Response, cookie: string) =>
    fetch(new URL(answer.headers.get('location') ?? '', baseUrl), {
      headers: { Cookie: cookie },
      redirect: 'manual',
    });
  const page = await (await follow(arrival, cookieOf(arrival))).text();
  const form = hiddenFields(readHtml(page));
  const signedIn = await fetch(new URL(signIn.pathname, baseUrl), {
    method: 'POST',
    headers: { Cookie: cookieOf(arrival), Origin: baseUrl },
    body: new URLSearchParams({ ...form, person: 'ada' }),
    redirect: 'manual',
  });
  return follow(signedIn, cookieOf(signedIn));
}
