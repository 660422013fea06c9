/** The programs of the password grant, which is history: each against the sandbox of its era, and the refusal of today's. */
import { expect, it } from '@jest/globals';
import { describeProgram } from '../support/describe-program.ts';

describeProgram('resource-owner-password', ({ open }) => {
  it('trades a password for a token', async () => {
    const bench = await open();

    const ended = await bench.run();

    expect(ended).toEqual({ code: 0, stdout: 'Token for Ada Example\n', stderr: '' });
    const [token] = bench.sandbox.requests;
    expect(token?.form).toMatchObject({ grant_type: 'password', username: 'ada' });
    expect(token?.headers['authorization']).toMatch(/^Basic /);
  });

  it('tells of a wrong password in the words of the server', async () => {
    const bench = await open();

    const { code, stdout, stderr } = await bench.run({ BITBUCKET_PASSWORD: 'not-lovelace' });

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^\w+: \w+/m);
    expect(bench.tokenRequests('password')).toBe(1);
  });

  it('is told of a token that is dead on arrival, and says so', async () => {
    const bench = await open();
    bench.sandbox.faults.set({ fault: 'expired-token', endpoint: 'token' });

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Access token expired');
  });

  it('tells that there is no such grant any more, in the words of the server', async () => {
    const bench = await open({ era: 'current' });

    const { code, stderr } = await bench.run();

    expect(code).toBe(1);
    expect(stderr).toContain('invalid_grant: Unsupported grant type: password');
  });
});
