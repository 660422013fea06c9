/** The programs that act as the client itself, each against the sandbox. */
import { expect, it } from '@jest/globals';
import { describeProgram } from '../support/describe-program.ts';

describeProgram('client-credentials', ({ era, open }) => {
  const who = era === 'current' ? 'OAuth 2.0 grants demo' : 'Ada Example';

  it('acts as the client, with one token', async () => {
    const bench = await open();

    const ended = await bench.run();

    expect(ended).toEqual({ code: 0, stdout: `Acting as ${who}\n`, stderr: '' });
    const [token] = bench.sandbox.requests;
    expect(token?.form).toEqual({ grant_type: 'client_credentials' });
    expect(token?.headers['authorization']).toMatch(/^Basic /);
    expect(bench.tokenRequests('client_credentials')).toBe(1);
  });

  it('tells of a refusal in the words of the server', async () => {
    const bench = await open();

    const { code, stdout, stderr } = await bench.run({ BITBUCKET_CONSUMER_SECRET: 'wrong' });

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('unauthorized_client: Invalid OAuth client credentials');
  });

  it('gets another token for one that has expired, once', async () => {
    const bench = await open();
    bench.sandbox.faults.set({ fault: 'expired-token', endpoint: 'api', times: 1 });

    expect(await bench.run()).toEqual({ code: 0, stdout: `Acting as ${who}\n`, stderr: '' });
    expect(bench.tokenRequests('client_credentials')).toBe(2);
  });

  it('gives up where the second is refused, too, in the words of the API', async () => {
    const bench = await open();
    bench.sandbox.faults.set({ fault: 'expired-token', endpoint: 'api' });

    const { code, stdout, stderr } = await bench.run();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(era === 'current' ? 'Token is invalid' : 'Access token expired');
    expect(bench.tokenRequests('client_credentials')).toBe(2);
  });
});
