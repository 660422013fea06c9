import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultOrder } from '../../../src/sandbox/faults/fault.ts';
import { type Running, runSandbox } from '../support/running.ts';

let running: Running;
afterEach(() => running.sandbox.close());

/** What arrived before the connection broke. */
async function readUntilCut(response: Response): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  } catch {
    return text;
  }
  throw new Error(`whole: ${text}`);
}

describe('An answer that gets lost', () => {
  it('R03 truncated: is the true one, cut in the middle of its body', async () => {
    running = await runSandbox();
    running.sandbox.faults.set({ fault: 'truncated', endpoint: 'token', times: 1 });

    const response = await running.askToken({ grant_type: 'client_credentials' });
    const length = Number(response.headers.get('content-length'));
    const text = await readUntilCut(response);

    expect(response.status).toBe(200);
    expect(text).toMatch(/^\{"scope":".*"access_token":"/);
    expect(text).toHaveLength(Math.floor(length / 2));
    expect(await running.sandbox.tokens()).toHaveLength(1);
    expect(running.sandbox.requests.at(-1)).toMatchObject({ fault: 'truncated', answer: null });
  });

  it('R03 truncated: keeps the status and the headers of an error and of the API', async () => {
    running = await runSandbox();
    running.sandbox.faults.set({ fault: 'truncated', endpoint: '/' });

    const refused = await running.askToken({ grant_type: 'nonsense' });
    expect(refused.status).toBe(400);
    expect(await readUntilCut(refused)).toContain('"error');
    const unauthorized = await running.askApi('/user', 'nonsense');
    expect(unauthorized.status).toBe(401);
    expect(unauthorized.headers.has('www-authenticate')).toBe(true);
    expect(await readUntilCut(unauthorized)).toContain('"type":"error"');
  });

  it.each<[Partial<FaultOrder>, boolean]>([
    [{ fault: 'reset' }, false],
    [{ fault: 'reset', after: 'request' }, false],
    [{ fault: 'reset', after: 'answer' }, true],
    [{ fault: 'truncated' }, true],
  ])('R11 %j: has the refresh token been rotated? %s', async (order, isRotated) => {
    running = await runSandbox({ refreshGraceSeconds: 0 });
    const { refresh_token: token } = await running.obtainTokens();
    const form = { grant_type: 'refresh_token', refresh_token: token };
    running.sandbox.faults.set({ fault: 'reset', endpoint: 'token', times: 1, ...order });

    const lost = running.askToken(form).then((response) => response.text());
    await expect(lost).rejects.toThrow(/fetch failed|terminated/);

    expect((await running.askToken(form)).status).toBe(isRotated ? 400 : 200);
  });

  it('R11 within the grace the same refresh token is taken once more', async () => {
    running = await runSandbox();
    const { refresh_token: token } = await running.obtainTokens();
    const form = { grant_type: 'refresh_token', refresh_token: token };
    running.sandbox.faults.set({ fault: 'reset', endpoint: 'token', after: 'answer', times: 1 });
    await expect(running.askToken(form)).rejects.toThrow('fetch failed');

    expect((await running.askToken(form)).status).toBe(200);
  });
});

describe('reset()', () => {
  it.each<Partial<FaultOrder>>([{ fault: 'hang' }, { fault: 'slow', ms: 600 }])(
    'cuts a request that is held back, which is never carried out: %j',
    async (order) => {
      running = await runSandbox();
      running.sandbox.faults.set({ fault: 'hang', endpoint: 'token', ...order });
      const held = running.askToken({ grant_type: 'client_credentials' }).catch(() => 'cut');
      while (running.sandbox.requests.length === 0) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, 20));

      await running.sandbox.reset();

      expect(await held).toBe('cut');
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(await running.sandbox.tokens()).toEqual([]);
    },
  );
});
