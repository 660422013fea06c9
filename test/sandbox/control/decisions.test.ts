import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Running, runSandbox } from '../support/running.ts';

let running: Running;
beforeEach(async () => {
  running = await runSandbox();
});
afterEach(() => running.sandbox.close());

async function outcome(clientId = running.client.clientId): Promise<string> {
  const { searchParams, pathname } = await running.authorize({ client_id: clientId });
  return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : pathname);
}

describe('Decisions that wait', () => {
  it('are used in order; what holds until it is cleared comes after what is counted', async () => {
    const { sandbox } = running;
    sandbox.approve('ada', { times: null });
    sandbox.deny();
    sandbox.approve('bruno');
    sandbox.deny({ times: 2 });

    const outcomes = [];
    for (let count = 0; count < 6; count += 1) outcomes.push(await outcome());

    const denied = 'access_denied';
    expect(outcomes).toEqual([denied, 'code', denied, denied, 'code', 'code']);
  });

  it('hold until they are cleared, the latest of them', async () => {
    running.sandbox.approve('ada', { times: null });
    running.sandbox.deny({ times: null });

    expect([await outcome(), await outcome()]).toEqual(['access_denied', 'access_denied']);
  });

  it('are not used up by a HEAD, which decides nothing', async () => {
    const { sandbox, client } = running;
    sandbox.approve('ada');
    const url = `${sandbox.authorizationEndpoint}?response_type=code&client_id=${client.clientId}`;

    const head = await fetch(url, { method: 'HEAD', redirect: 'manual' });

    expect([head.status, await head.text()]).toEqual([303, '']);
    expect(await sandbox.grants()).toEqual([]);
    expect(await outcome()).toBe('code');
    expect((await fetch(`${sandbox.authorizationEndpoint}?x=y`, { method: 'HEAD' })).status).toBe(
      400,
    );
  });

  it.each([
    [{ times: 0 }, /^times is 0; it must be a whole number from 1 to 1000000\.$/],
    [{ times: -1 }, /^times is -1/],
    [{ times: 1.5 }, /^times is 1\.5/],
    [{ clientId: 'nobody' }, /^No client here has the id "nobody"\.$/],
  ])('are refused where they would never fit, or for ever: %j', (choice, message) => {
    expect(() => running.sandbox.approve('ada', choice)).toThrow(message);
    expect(() => running.sandbox.deny(choice)).toThrow(RangeError);
    expect(running.sandbox.decisions).toEqual([]);
  });

  it('are one where `times` is undefined, as where it is absent', async () => {
    running.sandbox.approve('ada', { times: undefined } as object);

    expect([await outcome(), await outcome()]).toEqual(['code', '/_sandbox/sign-in']);
  });

  it('are refused over HTTP for a client that there is not', async () => {
    const body = { decision: 'approve', clientId: 'nobody' };
    const response = await running.control('POST', '/_sandbox/decisions', body);

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('No client here has the id');
  });
});
