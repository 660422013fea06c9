/** The programs that sign a person in, each against the sandbox, with a scripted person. */
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { type Socket, connect, createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import type { Bench } from '../support/bench.ts';
import { type Subject, describeProgram } from '../support/describe-program.ts';
import { bringBack, decide, pastes, readAddress } from '../support/person.ts';

/** For the person at the browser. */
const SENTENCE: unknown = expect.stringMatching(/\w+ \w+/);

describeProgram('authorization-code', ({ file, era, open }) => {
  it('signs ada in, and keeps her tokens', async () => {
    const bench = await open();
    const running = bench.start();
    const address = await readAddress(running);
    const shown = await bringBack(file, running, await decide(bench, address));
    const { code, stdout, stderr } = await running.end();

    expect({ code, stderr: pastes(file) ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Signed in as Ada Example$/m);
    expect(shown).toEqual(pastes(file) ? undefined : { status: 200, text: SENTENCE });
    expect(bench.kept()).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_at: expect.any(Number),
      scope: expect.stringMatching(/account.*repository|repository.*account/),
    });
    expect(Math.abs(bench.kept().expires_at - Date.now() / 1_000 - 7_200)).toBeLessThan(60);
    expect(statSync(bench.tokenFile).mode & 0o777).toBe(0o600);
    expect(await bench.read(bench.kept().access_token)).toMatchObject({ status: 200 });
  });

  it('asks with a state and a challenge that are new each time (RFC 6749 §10.12, RFC 7636)', async () => {
    const bench = await open();
    const running = bench.start();
    const first = await readAddress(running);
    await running.stop();
    const second = await readAddress(bench.start());

    expect(Object.fromEntries(first.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: bench.sandbox.clients[0].clientId,
      redirect_uri: bench.callback,
      scope: 'account repository',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    for (const name of ['state', 'code_challenge']) {
      expect(first.searchParams.get(name)?.length).toBeGreaterThanOrEqual(20);
      expect(first.searchParams.get(name)).not.toBe(second.searchParams.get(name));
    }
  });

  it('trades the code with HTTP Basic, the same redirect_uri and the verifier, once', async () => {
    const bench = await open();
    const running = bench.start();
    await bringBack(file, running, await decide(bench, await readAddress(running)));
    await running.end();

    const { requests } = bench.sandbox;
    const trade = requests.find(({ form }) => form['grant_type'] === 'authorization_code');
    expect(trade?.form).toEqual({
      grant_type: 'authorization_code',
      code: expect.any(String),
      redirect_uri: bench.callback,
      code_verifier: expect.any(String),
    });
    expect(trade?.headers['authorization']).toMatch(/^Basic /);
    expect(bench.tokenRequests('authorization_code')).toBe(1);
    expect(requests.filter(({ path }) => path === '/2.0/user')).toHaveLength(1);
  });

  it('tells of a denial in the words of the server', async () => {
    const bench = await open();
    const running = bench.start();
    const address = await readAddress(running);
    const answer = await decide(bench, address, { decision: 'cancel' });
    const shown = await bringBack(file, running, answer);
    const { code, stderr } = await running.end();

    expect(code).toBe(1);
    const { searchParams } = answer;
    expect(searchParams.get('error')).toBe('access_denied');
    const words = `access_denied: ${searchParams.get('error_description') ?? ''}`;
    expect(stderr.trimEnd().split('\n').at(-1)).toContain(words);
    expect(shown?.text).toEqual(pastes(file) ? undefined : SENTENCE);
    expect(bench.tokenRequests('authorization_code')).toBe(0);
  });

  it('takes no answer with another state', async () => {
    const bench = await open();
    const running = bench.start();
    const address = await readAddress(running);
    const answer = await decide(bench, address);
    const forged = new URL(answer);
    forged.searchParams.set('state', 'forged-by-somebody-else');

    const shown = await bringBack(file, running, forged);
    expect(shown?.status).toBe(pastes(file) ? undefined : 400);
    // It waits on for the true one, or gives up: both are right.
    if (shown) await bringBack(file, running, answer).catch(() => undefined);
    const { code, stdout, stderr } = await running.end();

    expect(stdout + stderr).toMatch(/state/i);
    expect(bench.tokenRequests('authorization_code')).toBe(shown && code === 0 ? 1 : 0);
  });

  it('is told of a token that is dead on arrival, and says so', async () => {
    const bench = await open();
    bench.sandbox.faults.set({ fault: 'expired-token', endpoint: 'token' });
    const running = bench.start();
    await bringBack(file, running, await decide(bench, await readAddress(running)));
    const { code, stdout, stderr } = await running.end();

    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.not.stringContaining('Signed in') });
    expect(stderr).toContain(era === 'current' ? 'Token is invalid' : 'Access token expired');
  });

  it('says what the token endpoint refuses, in its words', async () => {
    const bench = await open();
    const running = bench.start({ BITBUCKET_CONSUMER_SECRET: 'not-the-secret-of-it' });
    const shown = await bringBack(file, running, await decide(bench, await readAddress(running)));
    const { code, stderr } = await running.end();

    expect(code).toBe(1);
    expect(stderr).toContain('unauthorized_client: Invalid OAuth client credentials');
    expect(shown?.text).toEqual(pastes(file) ? undefined : SENTENCE);
  });
});

describeProgram(
  'authorization-code',
  whatABrowserBrings,
  (file, era) => !pastes(file) && era === 'current',
);

function whatABrowserBrings({ file, open }: Subject): void {
  it('says so in a line or two where somebody else listens at its callback', async () => {
    const bench = await open();
    const other = createServer().listen(Number(new URL(bench.callback).port), '127.0.0.1');
    await once(other, 'listening');

    const { code, stdout, stderr } = await bench.run();
    other.close();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim()).not.toBe('');
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('waits on where the browser asks for something else, such as a favicon', async () => {
    const bench = await open();
    const running = bench.start();
    const address = await readAddress(running);
    const answer = await decide(bench, address);
    const favicon = await fetch(new URL('/favicon.ico', bench.callback));

    expect(favicon.status).toBe(404);
    expect(await bringBack(file, running, answer)).toMatchObject({ status: 200 });
    expect(await running.end()).toMatchObject({ code: 0 });
  });

  it.each(['//', '//?a=b', '/%zz', 'http://['])(
    'waits on where the address %s is asked for, which is none',
    async (target) => {
      const bench = await open();
      const running = bench.start();
      const address = await readAddress(running);
      const nonsense = await openConnection(bench);
      nonsense.end(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      await once(nonsense.resume(), 'close');

      const answer = await decide(bench, address);

      expect(await bringBack(file, running, answer)).toMatchObject({ status: 200 });
      expect(await running.end()).toMatchObject({ code: 0 });
    },
  );

  it('is done when it has its answer, though the browser holds a connection open', async () => {
    const bench = await open();
    const running = bench.start();
    const address = await readAddress(running);
    const held = await openConnection(bench);

    await bringBack(file, running, await decide(bench, address));
    const { code } = await running.end();
    held.destroy();

    expect(code).toBe(0);
  });
}

/** As browsers open them ahead of time. */
async function openConnection({ callback }: Bench): Promise<Socket> {
  const { hostname, port } = new URL(callback);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}
