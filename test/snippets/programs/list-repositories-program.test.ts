/** The programs that read a list page by page, each against the sandbox. */
import { expect, it } from '@jest/globals';
import { json, openScriptedServer } from '../../support/scripted-server.ts';
import type { Bench } from '../support/bench.ts';
import { type Subject, describeProgram } from '../support/describe-program.ts';

const WORKSPACE = 'analytical-engines';

describeProgram('list-repositories', ({ era, open }) => {
  it('prints every repository of every page', async () => {
    const bench = await open();
    bench.keep(await bench.signIn());
    const all = await readNames(bench, WORKSPACE);
    bench.sandbox.clearRequests();

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(all.length).toBeGreaterThan(105);
    expect(stdout.trimEnd().split('\n').toSorted()).toEqual(all.toSorted());
    const pages = bench.sandbox.requests.filter(({ path }) => path.includes(WORKSPACE));
    expect(pages.length).toBeGreaterThan(1);
  });

  it('says that the token has expired, in the words of the API, and what to do', async () => {
    const bench = await open();
    const tokens = await bench.signIn();
    bench.keep({ ...tokens, expires_at: tokens.expires_at + 36_000 });
    bench.sandbox.clock.advance('3h');

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(era === 'current' ? 'Token is invalid' : 'Access token expired');
    expect(stderr).toMatch(/\brefresh\b/);
  });

  it('says what the token may not, in the words of the API', async () => {
    const bench = await open();
    const tokens = await bench.signIn('account');
    bench.keep(tokens);
    const refused = await bench.read(tokens.access_token, `/repositories/${WORKSPACE}`);

    const { code, stdout, stderr } = await bench.run({ WORKSPACE });

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(refused.status).toBe(403);
    const { error } = JSON.parse(refused.body) as { error: { message: string } };
    expect(stderr).toContain(error.message);
  });
});

describeProgram('list-repositories', whatIsNoMatterOfTheEra, (_file, era) => era === 'current');

function whatIsNoMatterOfTheEra({ open }: Subject): void {
  it('reads the workspace that is named', async () => {
    const bench = await open({ seed: { workspaces: [A_SECOND], repositories: [ITS_ONE] } });
    bench.keep(await bench.signIn());

    expect(await bench.run({ WORKSPACE: A_SECOND.slug })).toEqual({
      code: 0,
      stdout: 'second/only\n',
      stderr: '',
    });
  });

  it.each([429, 503])('waits as long as a %s says, and goes on', async (status) => {
    const bench = await open();
    bench.keep(await bench.signIn());
    bench.sandbox.faults.set({ fault: 'status', endpoint: 'api', status, retryAfter: 2, times: 1 });

    const { code, stdout } = await bench.run({ WORKSPACE });

    expect(code).toBe(0);
    expect(stdout).toContain(`${WORKSPACE}/mill\n`);
    const [first, second] = bench.sandbox.requests.filter(({ path }) => path.startsWith('/2.0/'));
    const waited = Date.parse(second?.receivedAt ?? '') - Date.parse(first?.receivedAt ?? '');
    expect(waited).toBeGreaterThanOrEqual(1_900);
  });

  it('waits once, and not for an hour', async () => {
    const bench = await open();
    bench.keep(await bench.signIn());
    const limit = { fault: 'status', endpoint: 'api', status: 429 } as const;
    bench.sandbox.faults.set({ ...limit, retryAfter: 3_600, times: 1 });
    const began = Date.now();
    const hour = await bench.run({ WORKSPACE });
    expect(Date.now() - began).toBeLessThan(75_000);
    bench.sandbox.faults.clear();
    bench.sandbox.clearRequests();

    bench.sandbox.faults.set({ ...limit, retryAfter: 1 });
    const twice = await bench.run({ WORKSPACE });

    expect([hour.code, twice.code]).toEqual([1, 1]);
    expect(twice.stdout).toBe('');
    expect(bench.sandbox.requests).toHaveLength(2);
  });

  it('takes its token to no other server, wherever `next` leads', async () => {
    const [api, elsewhere] = [await openScriptedServer(), await openScriptedServer()];
    const bench = await open();
    bench.keep(await bench.signIn());
    const next = `${elsewhere.url}/2.0/repositories/${WORKSPACE}?page=2`;
    api.on(`/2.0/repositories/${WORKSPACE}`, json({ values: [{ full_name: 'a/b' }], next }));
    elsewhere.on(`/2.0/repositories/${WORKSPACE}`, json({ values: [{ full_name: 'c/d' }] }));

    const { code, stdout, stderr } = await bench.run({
      WORKSPACE,
      BITBUCKET_API_URL: api.url,
    });
    await Promise.all([api.close(), elsewhere.close()]);

    expect(api.received).toHaveLength(1);
    expect(elsewhere.received).toEqual([]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.not.stringContaining('c/d') });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('names the file that is missing, in one line', async () => {
    const bench = await open();

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('tokens.json')]);
  });
}

const A_SECOND = { slug: 'second', members: [{ username: 'ada', permission: 'owner' }] };
const ITS_ONE = { workspace: 'second', slug: 'only' };

async function readNames(bench: Bench, workspace: string): Promise<string[]> {
  const names: string[] = [];
  for (let page = 1; ; page += 1) {
    const at = `/repositories/${workspace}?pagelen=100&page=${page}`;
    const { body } = await bench.read(bench.kept().access_token, at);
    const { values } = JSON.parse(body) as { values: { full_name: string }[] };
    if (values.length === 0) return names;
    names.push(...values.map((one) => one.full_name));
  }
}
