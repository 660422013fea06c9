import { describe, expect, it } from '@jest/globals';
import { createTokenClient } from '../../src/bitbucket/token-client.ts';
import { TransportError } from '../../src/errors/errors.ts';
import { openRehearsalSandbox } from '../../src/rehearsal-sandbox.ts';
import { broughtBy } from '../../src/rotation/rehearsal.ts';
import type { Rehearsal, Use } from '../../src/rotation/rehearsal.ts';
import { createRehearse } from '../../src/rotation/rehearse.ts';
import type { RehearsalSandbox } from '../../src/rotation/rehearse.ts';
import { createSend } from '../../src/wire/send.ts';
import { choose, rehearse } from './support/choices.ts';

const REFUSED = {
  status: 400,
  error: 'unauthorized_client',
  description: 'Invalid OAuth client credentials',
};
const WORKERS = ['worker 1', 'worker 2', 'worker 3', 'worker 4', 'worker 5'];

const whoOf = (list: readonly { readonly by: string }[]) => list.map(({ by }) => by).toSorted();
const good = ({ uses }: Rehearsal) => uses.filter((use) => broughtBy(use) !== undefined);
const refused = ({ uses }: Rehearsal) => uses.filter((use) => broughtBy(use) === undefined);
const statuses = (uses: readonly Use[]) => uses.map(({ answer }) => answer.status);

describe('Five workers with one expired token', () => {
  it('all at once, no grace: one gets a new refresh token, four are refused, and what is stored is good', async () => {
    const done = await rehearse(choose({ workers: 'at-once', used: 'refused' }));

    expect(whoOf(done.uses)).toEqual(WORKERS);
    expect(done.uses.map(({ presented }) => presented)).toEqual(Array(5).fill('R1'));
    expect(good(done).map(broughtBy)).toEqual(['R2']);
    expect(refused(done).map(({ answer }) => answer)).toEqual([REFUSED, REFUSED, REFUSED, REFUSED]);
    expect(done).toMatchObject({ stored: 'R2', waits: [] });
    expect(done.checks).toMatchObject([{ presented: 'R2', answer: { status: 200, brings: 'R3' } }]);
  });

  it('all at once, with grace: five branches come of one token, and the last one written is stored', async () => {
    const done = await rehearse(choose({ workers: 'at-once', used: 'grace' }));

    expect(whoOf(done.uses)).toEqual(WORKERS);
    expect(done.uses.map(broughtBy)).toEqual(['R2', 'R3', 'R4', 'R5', 'R6']);
    expect(done).toMatchObject({ stored: 'R6', waits: [] });
    expect(done.checks).toMatchObject([{ presented: 'R6', answer: { status: 200 } }]);
  });

  it.each(['refused', 'grace'] as const)(
    'one at a time: one request, and four read what it brought, where a used token is %s',
    async (used) => {
      const done = await rehearse(choose({ workers: 'lock', used }));

      expect(done.uses).toMatchObject([
        { by: 'worker 1', presented: 'R1', answer: { status: 200, brings: 'R2' } },
      ]);
      expect(whoOf(done.waits)).toEqual(WORKERS.slice(1));
      expect(done.waits.map(({ reads }) => reads)).toEqual(Array(4).fill('R2'));
      expect(done.waits.every(({ until }) => until >= (done.uses[0]?.answeredAt ?? 0))).toBe(true);
      expect(done.stored).toBe('R2');
      expect(statuses(done.checks)).toEqual([200]);
    },
  );

  it('where reuse locks the client, the stored token is refused, too, and taken when the lock has ended', async () => {
    const done = await rehearse(choose({ reuse: 'locks' }));

    expect([good(done).length, refused(done).length]).toEqual([1, 4]);
    expect(done.checks).toMatchObject([
      { presented: 'R2', answer: REFUSED },
      { presented: 'R2', answer: { status: 200, brings: 'R3' } },
    ]);
    const [first, second] = done.checks;
    expect((second?.sentAt ?? 0) - (first?.sentAt ?? 0)).toBeGreaterThanOrEqual(360_000);
  });

  it('locks nobody where no used token came again', async () => {
    const done = await rehearse(choose({ workers: 'lock', reuse: 'locks' }));

    expect(statuses(done.checks)).toEqual([200]);
  });

  it('a worker who is late is refused when the grace is over', async () => {
    const done = await rehearse(choose({ used: 'grace', fifth: 'late' }));

    expect(good(done).map(broughtBy)).toEqual(['R2', 'R3', 'R4', 'R5']);
    expect(refused(done)).toMatchObject([{ by: 'worker 5', presented: 'R1', answer: REFUSED }]);
    expect(refused(done)[0]?.sentAt).toBeGreaterThanOrEqual(660_000);
    expect(done.stored).toBe('R5');
  });

  it('a worker who is late and takes the lock finds a fresh token', async () => {
    const done = await rehearse(choose({ workers: 'lock', fifth: 'late' }));

    expect(done.uses).toHaveLength(1);
    const fifth = done.waits.find(({ by }) => by === 'worker 5');
    expect(fifth).toMatchObject({ reads: 'R2' });
    expect(fifth?.from).toBeGreaterThanOrEqual(660_000);
  });

  it('keeps no token and no secret', async () => {
    const sandboxes: RehearsalSandbox[] = [];
    const answers: string[] = [];
    const send = createSend(2_000);
    const watched = createRehearse({
      openSandbox: async (behaviour) => {
        sandboxes.push(await openRehearsalSandbox(behaviour));
        return sandboxes.slice(-1)[0] ?? openRehearsalSandbox(behaviour);
      },
      tokens: createTokenClient(send),
      send: async (sending, wire) => {
        const answer = await send(sending, wire);
        answers.push(...answer.headers.map(([, value]) => value));
        return answer;
      },
    });
    const kept = JSON.stringify(await watched(choose()));

    const code = /[?&]code=([^&]+)/.exec(answers.join('\n'))?.[1] ?? '';
    const secret = sandboxes[0]?.server.client.clientSecret ?? '';
    expect([code.length > 20, secret.length > 5]).toEqual([true, true]);
    expect([kept.includes(code), kept.includes(secret), /eyJ/.test(kept)]).toEqual(
      Array(3).fill(false),
    );
  });

  it('closes its sandbox, whether it went well or not', async () => {
    const opened: RehearsalSandbox[] = [];
    const send = createSend(2_000);
    const openSandbox = async (behaviour: Parameters<typeof openRehearsalSandbox>[0]) => {
      const sandbox = await openRehearsalSandbox(behaviour);
      opened.push(sandbox);
      return sandbox;
    };
    const tokens = createTokenClient(send);
    await createRehearse({ openSandbox, tokens, send })(choose());
    const failing = createRehearse({
      openSandbox,
      tokens: {
        ...tokens,
        requestToken: async () => {
          throw new TransportError('interrupted', 'sandbox', 'ECONNRESET');
        },
      },
      send,
    });

    await expect(failing(choose())).rejects.toBeInstanceOf(TransportError);
    expect(opened).toHaveLength(2);
    for (const { server } of opened) {
      await expect(fetch(server.tokenEndpoint, { method: 'POST' })).rejects.toThrow('fetch failed');
    }
  });
});
