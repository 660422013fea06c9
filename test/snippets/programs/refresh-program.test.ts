/** The programs that renew a token, each against the sandbox: one at a time, and stored before it is used. */
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Bench, Tokens } from '../support/bench.ts';
import { type Subject, describeProgram } from '../support/describe-program.ts';

const OK =
  /^Token of Ada Example, good until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))$/;

describeProgram('refresh', ({ era, open }) => {
  const rotates = era === 'current';

  it('uses a token that is still good, and asks for none', async () => {
    const bench = await open();
    const tokens = await bench.signIn();
    bench.keep(tokens);

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [, until = ''] = OK.exec(stdout.trimEnd()) ?? [];
    expect(Math.abs(Date.parse(until) / 1_000 - tokens.expires_at)).toBeLessThanOrEqual(1);
    expect(bench.tokenRequests('refresh_token')).toBe(0);
    expect(bench.kept()).toEqual(tokens);
  });

  it.each([
    ['has expired', -10],
    ['has half a minute left', 30],
  ])('renews one that %s, and keeps what came', async (_what, seconds) => {
    const bench = await open();
    const tokens = await keepOldOne(bench, seconds);

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd()).toMatch(OK);
    const kept = bench.kept();
    expect(kept.access_token).not.toBe(tokens.access_token);
    expect(kept.refresh_token === tokens.refresh_token).toBe(!rotates);
    expect(Math.abs(kept.expires_at - Date.now() / 1_000 - 7_200)).toBeLessThan(60);
    expect(Object.keys(kept).toSorted()).toEqual(Object.keys(tokens).toSorted());
    expect(statSync(bench.tokenFile).mode & 0o777).toBe(0o600);
  });

  it('says what the server refuses, and what to do', async () => {
    const bench = await open({ refreshGraceSeconds: 0 });
    await keepOldOne(bench);
    const [grant] = await bench.sandbox.grants();
    await bench.sandbox.revokeGrant(grant?.id ?? '');

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      rotates
        ? 'unauthorized_client: Invalid OAuth client credentials'
        : 'invalid_request: Invalid refresh_token',
    );
    expect(stderr).toMatch(/sign in again/i);
  });

  it('stores what came before it uses it', async () => {
    const bench = await open();
    const tokens = await keepOldOne(bench);
    bench.sandbox.faults.set({ fault: 'status', endpoint: 'api', status: 500 });

    const { code } = await bench.run();

    expect(code).toBe(1);
    expect(bench.kept().access_token).not.toBe(tokens.access_token);
    expect(bench.kept().refresh_token === tokens.refresh_token).toBe(!rotates);
  });

  it('keeps the refresh token where none comes with the answer', async () => {
    const bench = await open();
    const tokens = await keepOldOne(bench);
    const missing = { fault: 'missing-field', endpoint: 'token', field: 'refresh_token' } as const;
    bench.sandbox.faults.set(missing);

    expect(await bench.run()).toMatchObject({ code: 0 });
    expect(bench.kept().refresh_token).toBe(tokens.refresh_token);
    expect(bench.kept().access_token).not.toBe(tokens.access_token);
  });

  it('run twice at once spends one refresh token, and both go on with what came', async () => {
    const bench = await open({ refreshGraceSeconds: 0 });
    await keepOldOne(bench);
    bench.sandbox.faults.set({ fault: 'slow', endpoint: 'token', ms: 2_500 });

    const ended = await Promise.all([bench.run(), bench.run()]);

    for (const { code, stdout } of ended) {
      expect(code).toBe(0);
      expect(stdout.trimEnd()).toMatch(OK);
    }
    expect(bench.tokenRequests('refresh_token')).toBe(1);
  });
});

describeProgram('refresh', whatIsNoMatterOfTheEra, (_file, era) => era === 'current');

function whatIsNoMatterOfTheEra({ open }: Subject): void {
  it('says that the API refuses the token, in its words', async () => {
    const bench = await open();
    const tokens = await bench.signIn();
    bench.keep(tokens);
    bench.sandbox.faults.set({ fault: 'expired-token', endpoint: 'api' });

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Token is invalid');
  });

  it('is not kept waiting by one that was killed while it had the lock', async () => {
    const bench = await open();
    await keepOldOne(bench);
    bench.sandbox.faults.set({ fault: 'hang', endpoint: 'token', times: 1 });
    const killed = bench.start();
    await untilAsked(bench);
    await killed.stop();
    age(path.dirname(bench.tokenFile));

    expect(await bench.run()).toMatchObject({ code: 0 });
  });

  it('neither waits for the lock that another language has left, nor takes it away', async () => {
    const bench = await open();
    await keepOldOne(bench);
    const left = `${bench.tokenFile}.lock`; // what flock locks is a file, and stays
    writeFileSync(left, '');

    expect(await bench.run()).toMatchObject({ code: 0 });
    expect(existsSync(left)).toBe(true);
  });

  it('names the file that is missing, in one line', async () => {
    const bench = await open();

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('tokens.json')]);
  });
}

async function keepOldOne(bench: Bench, seconds = -10): Promise<Tokens> {
  const tokens = await bench.signIn();
  const expiresAt = Math.floor(Date.now() / 1_000) + seconds;
  const old = { ...tokens, expires_at: expiresAt };
  bench.keep(old);
  return old;
}

async function untilAsked(bench: Bench): Promise<void> {
  for (let tries = 0; bench.tokenRequests('refresh_token') === 0; tries += 1) {
    if (tries > 500) throw new Error('It asks for no token');
    await wait(20);
  }
}

/** A lock that is a file counts as left behind after some time: let that have passed. */
function age(folder: string): void {
  const before = Date.now() / 1_000 - 3_600;
  for (const name of readdirSync(folder)) utimesSync(path.join(folder, name), before, before);
}
