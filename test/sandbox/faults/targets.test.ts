import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClock } from '../../../src/sandbox/clock.ts';
import { createFaults } from '../../../src/sandbox/faults/fault-book.ts';
import type { FaultOrder } from '../../../src/sandbox/faults/fault.ts';
import { faultKinds } from '../../../src/sandbox/faults/index.ts';
import { targetOf } from '../../../src/sandbox/faults/target.ts';
import { type Running, runSandbox } from '../support/running.ts';

let running: Running;
beforeEach(async () => {
  running = await runSandbox();
});
afterEach(() => running.sandbox.close());

const set = (order: Partial<FaultOrder>) =>
  running.sandbox.faults.set({ fault: 'status', endpoint: 'token', status: 599, ...order });

async function statusOf(path: string, method = 'GET'): Promise<number> {
  return (await fetch(running.sandbox.baseUrl + path, { method, redirect: 'manual' })).status;
}

describe('A fault strikes where it was aimed at', () => {
  it.each([
    ['token', '/site/oauth2/access_token'],
    ['token', '/site/oauth2/access_token/'],
    ['token', '/SITE/OAuth2/access_token'],
    ['authorize', '/site/oauth2/authorize'],
    ['authorize', '/site/oauth2/authorize/'],
    ['api', '/2.0/user'],
    ['api', '/api/2.0/user/'],
    ['/2.0/user', '/2.0/user'],
    ['/2.0/user', '/2.0/user/'],
    ['/2.0/user/', '/2.0/user'],
    ['/2.0/user', '/2.0/user/emails'],
    ['/2.0/user', '/api/2.0/user'],
    ['/api/2.0/user', '/api/2.0/user'],
    ['/api/2.0/user', '/2.0/user/emails'],
    ['/2.0', '/2.0/user'],
    ['/site', '/site/oauth2/authorize'],
    ['/', '/nowhere'],
  ])('%s: %s', async (endpoint, path) => {
    set({ endpoint });

    expect(await statusOf(path)).toBe(599);
  });

  it.each([
    ['/2.0/user', '/2.0/users/ada'],
    ['/2.0/user', '/2.0/user-x'],
    ['/2.0/user', '/2.0'],
    ['/site/oauth2/a', '/site/oauth2/authorize'],
    ['api', '/2.01/user'],
    ['token', '/site/oauth2/access_token/x'],
    ['/', '/_sandbox/applications'],
  ])('%s: not %s', async (endpoint, path) => {
    set({ endpoint });

    expect(await statusOf(path)).not.toBe(599);
  });

  it('of one kind for one endpoint, below a path: there, and nowhere else', async () => {
    running.sandbox.faults.set({ fault: 'long-token', endpoint: '/site', times: 1 });
    running.sandbox.faults.set({ fault: 'status', endpoint: '/site', status: 599, times: 1 });
    expect(await statusOf('/site/oauth2/authorize')).toBe(599); // the second: the first does not fit
    expect(running.sandbox.faults.active).toHaveLength(1);

    const { access_token: token } = (await (
      await running.askToken({ grant_type: 'client_credentials' })
    ).json()) as { access_token: string };
    expect(token).toHaveLength(3_000);
  });

  it.each([
    [
      { fault: 'long-token', endpoint: '/2.0/user' },
      /^endpoint is "\/2.0\/user"; it must be for long-token one of token, or a path that leads there\.$/,
    ],
    [{ fault: 'missing-field', endpoint: '/site/oauth2/authorize' }, /^endpoint is .* token, api,/],
    [{ fault: 'expired-token', endpoint: '/nowhere' }, /^endpoint is/],
    [{ fault: 'html', endpoint: '/2.0/user?page=2' }, /^endpoint is/],
    [{ fault: 'html', endpoint: '/2.0/user#x' }, /^endpoint is/],
    [{ fault: 'html', endpoint: '/_sandbox/faults' }, /^endpoint is/],
    [{ fault: 'html', endpoint: '/_SANDBOX' }, /^endpoint is/],
    [{ fault: 'html', endpoint: 'other' }, /^endpoint is/],
    [{ fault: 'missing-field', endpoint: 'api' }, /^field is absent; it must be the name/],
    [{ fault: 'missing-field', endpoint: '/2.0/user' }, /^field is absent/],
    [{ fault: 'status', endpoint: 'api', retryAfter: -5 }, /^retryAfter is -5; .* from 0 on/],
    [{ fault: 'status', endpoint: 'api', retryAfter: 0.5 }, /^retryAfter is 0\.5/],
    [{ fault: 'redirect', endpoint: 'api', status: 304 }, /^status is 304; .* 307, 301, 302, 303/],
    [{ fault: 'redirect', endpoint: 'api', status: 306 }, /^status is 306/],
    [{ fault: 'reset', endpoint: 'api', after: 'all' as 'answer' }, /^after is "all"; .* answer/],
  ] satisfies readonly (readonly [FaultOrder, RegExp])[])(
    'and is refused where it would never strike: %j',
    (order, message) => {
      expect(() => running.sandbox.faults.set(order)).toThrow(message);
      expect(running.sandbox.faults.active).toEqual([]);
    },
  );
});

describe('A fault that finds nothing to strike at', () => {
  const good = { grant_type: 'client_credentials' };

  it.each([
    ['missing-field', 'refresh_token', good],
    ['missing-field', 'access_token', { grant_type: 'nonsense' }],
    ['expired-token', undefined, { grant_type: 'nonsense' }],
    ['long-token', undefined, { grant_type: 'nonsense' }],
  ] as const)('waits for the next request: %s, %s, after %j', async (fault, field, form) => {
    running.sandbox.faults.set({
      fault,
      endpoint: 'token',
      times: 1,
      ...(field !== undefined && { field }),
    });

    await (await running.askToken(form)).text();

    expect(running.sandbox.faults.active).toMatchObject([{ fault, remaining: 1 }]);
    expect(running.sandbox.requests.at(-1)?.fault).toBeNull();
    await running.obtainTokens();
    expect(running.sandbox.faults.active).toEqual([]);
    expect(running.sandbox.requests.at(-1)?.fault).toBe(fault);
  });

  it('does not come back once it is cleared', async () => {
    const faults = createFaults(faultKinds, createClock());
    const strike = () => faults.take({ ...targetOf('/2.0/user'), visitor: undefined });
    faults.set({ fault: 'expired-token', endpoint: 'api', times: 1 });
    const first = strike();
    expect(strike()).toBeUndefined(); // nobody else is struck meanwhile

    await first?.end(false);
    expect(faults.active).toMatchObject([{ remaining: 1 }]);
    const second = strike();
    expect(faults.clear()).toBe(0);
    await second?.end(false);
    expect(faults.active).toEqual([]);
  });
});

describe('Faults for everybody', () => {
  it('are as many as a test sets, up to a limit that it is told of', () => {
    const { faults } = running.sandbox;
    for (let count = 0; count < 5_000; count += 1) set({});

    expect(faults.active).toHaveLength(5_000);
    expect(() => set({})).toThrow(/^5000 faults are set, and no more fit/);
    expect(faults.clear()).toBe(5_000);
  });
});
