import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { findFreePort, isOpen } from '../../support/ports.ts';
import { type Started, run as runToEnd, startProcess } from '../../support/start-process.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';
const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

let running: Started | undefined;
afterEach(async () => void (await running?.stop()));

const command = (args: readonly string[]) => [process.execPath, 'dist/sandbox/cli.js', ...args];
const run = (...args: readonly string[]) => runToEnd(command(args), { cwd: root });

function start(...args: readonly string[]): Started {
  running = startProcess(command(args), { cwd: root });
  return running;
}

/** Until it says that it listens. */
async function open(...args: readonly string[]) {
  const child = start('--port', '0', ...args);
  while (!child.stdout().includes('\n')) await wait(5);
  const [, url = ''] = /Sandbox on (\S+)/.exec(child.stdout()) ?? [];
  const [, id = '', secret = ''] = /client id (\S+), secret (\S+),/.exec(child.stdout()) ?? [];
  return { child, url, id, secret };
}

function seedFile(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('The command', () => {
  it('says in one line where it is, and the client in it works as it stands', async () => {
    const { child, url, id, secret } = await open('--era', 'legacy');

    expect(child.stdout().trimEnd().split('\n')).toHaveLength(1);
    expect(child.stdout()).toMatch(
      /^Sandbox on http:\/\/127\.0\.0\.1:\d+ \(era legacy\), client id/,
    );
    expect(child.stdout()).toContain('people: ada, bruno, nora, tove');
    const response = await fetch(`${url}/site/oauth2/access_token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'password',
        username: 'ada',
        password: 'lovelace',
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${token}` };
    for (const base of ['/2.0', '/api/2.0']) {
      expect((await fetch(`${url}${base}/user`, { headers })).status).toBe(200);
    }
    expect((await fetch(`${url}/_sandbox/requests`)).status).toBe(200);
  });

  it('approves as the named person with no page between', async () => {
    const callback = 'http://localhost:9000/cb';
    const { url, id } = await open('--approve', 'bruno', '--callback', callback);
    const query = new URLSearchParams({ response_type: 'code', client_id: id, state: 'S' });

    const response = await fetch(`${url}/site/oauth2/authorize?${query.toString()}`, {
      redirect: 'manual',
    });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toMatch(
      /^http:\/\/localhost:9000\/cb\?code=.*state=S/,
    );
    expect(response.headers.get('set-cookie')).toBeNull();
    const [grant] = (
      (await (await fetch(`${url}/_sandbox/grants`)).json()) as {
        values: { username: string }[];
      }
    ).values;
    expect(grant?.username).toBe('bruno');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops cleanly on %s, a hanging request too',
    async (signal) => {
      const { child, url } = await open();
      await fetch(`${url}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"fault":"hang","endpoint":"api"}',
      });
      const hanging = fetch(`${url}/2.0/user`).catch(() => 'cut');
      await new Promise((resolve) => setTimeout(resolve, 100));

      child.signal(signal);

      expect(await child.ended).toBe(0);
      expect(await hanging).toBe('cut');
    },
  );

  it('R15 says in one line that a port is taken, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };

    const { code, stdout, stderr } = await run('--port', String(port));
    other.close();

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^bitbucket-sandbox: Port ${port} is taken\\..*\n$`));
  });

  it('explains itself', async () => {
    const { code, stdout } = await run('--help');

    expect(code).toBe(0);
    for (const option of ['port', 'host', 'era', 'seed', 'approve', 'callback', 'public-url']) {
      expect(stdout).toContain(`--${option} `);
    }
    for (const option of ['refresh-grace', 'quiet', 'help'])
      expect(stdout).toContain(`--${option}`);
  });

  it('ends quietly where nobody reads what it prints with --help', async () => {
    const child = start('--help');
    child.process.stdout?.destroy();

    expect(await child.ended).toBe(0);
    expect(child.stderr()).toBe('');
  });

  it('prints nothing with --quiet, and names itself by --public-url', async () => {
    const port = await findFreePort();
    const child = start('--port', String(port), '--quiet', '--public-url', 'http://sandbox.test');
    while (!(await isOpen(port))) await wait(10);
    await child.stop('SIGTERM');
    const named = await open('--public-url', 'http://sandbox.test/');

    expect(child.stdout() + child.stderr()).toBe('');
    expect(named.url).toBe('http://sandbox.test');
  });

  it.each([
    [['--prot', '1'], /Unknown option '--prot'/],
    [['--approve', 'nobody'], /Nobody here is called "nobody"; there are ada, bruno/],
    [['--hosts', 'docker'], /hosts are for publicUrl 'auto'/],
    [['--cert', '/nowhere.pem'], /cert and key belong together/],
    [['--control-token', 'c-canary'], /--control-token must have at least 32 characters/],
    [['--seed', '/nowhere.json'], /\/nowhere\.json cannot be read \(ENOENT\)/],
  ])('refuses %j with one clear message and exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await run('--port', '0', ...args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^bitbucket-sandbox: /);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |canary/);
  });

  it('R15 says in one line that an address is not here, and names --host', async () => {
    const { code, stdout, stderr } = await run('--host', '999.1.1.1', '--no-control');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^bitbucket-sandbox: Cannot listen on the address of --host \(E\w+\): look at --host and --port\.\n$/,
    );
  });

  it('M9 lets a program drive it from elsewhere that sends the control token', async () => {
    const { url } = await open('--host', '0.0.0.0', '--control-token', TOKEN);
    const ask = (headers: Record<string, string>) => fetch(`${url}/_sandbox`, { headers });

    expect((await ask({})).status).toBe(401);
    expect((await ask({ Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  it('has no control API with --no-control, and all the rest', async () => {
    const { url, id, secret } = await open('--no-control');
    const token = await fetch(`${url}/site/oauth2/access_token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });

    const off = await fetch(`${url}/_sandbox/clients`, { method: 'POST' });
    expect(off.status).toBe(404);
    expect(await off.json()).toMatchObject({
      error: { message: expect.stringMatching(/^The control API is off: .*SANDBOX_NO_CONTROL/) },
    });
    expect((await fetch(`${url}/_sandbox/sign-in`)).status).toBe(200);
    expect(token.status).toBe(200);
  });

  it('reads a seed: its client comes first, its people and repositories are there', async () => {
    const seed = seedFile('good.json', {
      people: [{ username: 'grace', displayName: 'Grace Tester' }],
      workspaces: [{ slug: 'bugs', members: [{ username: 'grace', permission: 'owner' }] }],
      repositories: [{ workspace: 'bugs', slug: 'moth' }],
      clients: [{ name: 'Mine', clientId: 'me', clientSecret: 'secret', workspace: 'bugs' }],
    });
    const { child, url, id, secret } = await open('--seed', seed);
    const response = await fetch(`${url}/site/oauth2/access_token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const list = await fetch(`${url}/2.0/repositories/bugs`, {
      headers: { Authorization: `Bearer ${token}` },
    });

    expect([id, secret]).toEqual(['me', 'secret']);
    expect(child.stdout()).toMatch(/people: ada, .*, grace$/m);
    expect(await list.json()).toMatchObject({ values: [{ full_name: 'bugs/moth' }] });
  });

  it('names every fault of a seed by its path', async () => {
    const seed = seedFile('bad.json', {
      people: [{ username: 'a b' }],
      clients: [{ name: 'x', scopes: ['account', 7] }, { callbackUrl: 'nowhere' }],
      robots: [],
    });
    const strangers = seedFile('strangers.json', {
      workspaces: [{ slug: 'w', members: [{ username: 'nobody', permission: 'owner' }] }],
      repositories: [{ workspace: 'nowhere', slug: 'r' }],
      clients: [{ name: 'x', workspace: 'nowhere' }],
    });
    const bad = await run('--seed', seed);
    const strange = await run('--seed', strangers);
    const broken = await run('--seed', seedFile('broken.json', '{"people":'));

    expect([bad.code, strange.code, broken.code]).toEqual([2, 2, 2]);
    for (const place of ['people[0].username', 'clients[0].scopes[1]', 'clients[1].name']) {
      expect(bad.stderr).toContain(`  - ${place}: `);
    }
    expect(bad.stderr).toContain('clients[1].callbackUrl: ');
    expect(bad.stderr).toContain('"robots"');
    expect(strange.stderr).toContain('workspaces[0].members[0].username: nobody is called nobody');
    expect(strange.stderr).toContain('repositories[0].workspace: there is no workspace nowhere');
    expect(strange.stderr).toContain('clients[0].workspace: there is no workspace nowhere');
    expect(broken.stderr).toContain('broken.json is not JSON');
  });
});
