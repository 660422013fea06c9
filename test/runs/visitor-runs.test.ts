import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import type { Server } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import { startRun } from '../../src/runs/run.ts';
import { saveRun } from '../../src/runs/visitor-runs.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';

const SERVER = { id: 'sandbox-current' } as Server;
const SLUG = 'authorization-code';

describe('The runs that a session names', () => {
  const clock = () => 0;
  const store = () =>
    createRunStore(createMemoryStorage().createStore, clock, new Map([[SERVER.id, SERVER]]));
  /** Of a browser that has a session. */
  const known = { visitorId: 'ada', save: (done: () => void) => done() };
  const newRequest = () => ({ session: { ...known } }) as unknown as Request;
  const start = (req: Request) => startRun(req, SLUG, SERVER, clock);
  const numbersIn = ({ session }: Request) => session.runs?.[SLUG]?.map(({ number }) => number);

  it('have a number each, also where two were begun at the same moment', async () => {
    const [req, runs] = [newRequest(), store()];
    const both = [start(req), start(req)];

    for (const run of both) await saveRun(req, { runs, clock }, run);

    expect(both.map(({ number }) => number)).toEqual([1, 2]);
    expect(numbersIn(req)).toEqual([2, 1]);
    expect((await runs.find(both[1]?.id))?.number).toBe(2);
  });

  it('keep what was there where it cannot be written anew', async () => {
    const [req, runs] = [newRequest(), store()];
    const run = start(req);
    await saveRun(req, { runs, clock }, run);
    const { id } = run;
    const full = { ...runs, publish: () => Promise.reject(new StorageError('it is full')) };

    run.secrets.code = 'what is worth another id';
    await expect(saveRun(req, { runs: full, clock }, run)).rejects.toThrow(StorageError);

    expect((await runs.find(id))?.number).toBe(1);
    expect(numbersIn(req)).toEqual([1]);
  });

  it('R25 are the latest five, and the one that was just answered, however old', async () => {
    const [req, runs] = [newRequest(), store()];
    const first = start(req);
    await saveRun(req, { runs, clock }, first);
    for (let count = 0; count < 6; count += 1) await saveRun(req, { runs, clock }, start(req));
    expect(numbersIn(req)).toEqual([7, 6, 5, 4, 3]);

    const answered = await runs.find(first.id); // what only waits for its answer is kept
    if (answered) await saveRun(req, { runs, clock }, answered);

    expect(numbersIn(req)).toEqual([7, 6, 5, 4, 1]);
  });
});
