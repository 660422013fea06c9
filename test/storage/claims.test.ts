import { beforeEach, describe, expect, it } from '@jest/globals';
import { createClaims } from '../../src/storage/claims.ts';
import type { Claims } from '../../src/storage/claims.ts';
import { StorageError } from '../../src/storage/storage-error.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { CreateStore } from '../../src/storage/storage.ts';

/** Work that ends when the test says so. */
function openWork() {
  let end: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
  return { work: () => promise, end: () => end(), fail: () => fail(new Error('broken')) };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('A claim on some work, in two processes', () => {
  let now: number;
  let createStore: CreateStore;
  let claims: Claims;
  let done: string[];
  beforeEach(() => {
    now = 1_000_000;
    ({ createStore } = createMemoryStorage());
    claims = createClaims(createStore, { now: () => now });
    done = [];
  });

  async function claim(name: string, work: () => Promise<void>): Promise<void> {
    const isMine = await claims.claim('what', work);
    done.push(`${name} ${isMine ? 'has done it' : 'goes on'}`);
  }
  const never = () => Promise.reject(new Error('twice'));

  it.each(['ends', 'fails'] as const)('is waited for until the work %s', async (how) => {
    const { work, end, fail } = openWork();
    const first = claim('first', work);
    const others = [claim('second', never), claims.untilFree('what')];
    await pause(100);
    expect(done).toEqual([]);

    if (how === 'ends') end();
    else fail();

    const [outcome] = await Promise.allSettled([first, ...others]);
    expect(outcome?.status).toBe(how === 'ends' ? 'fulfilled' : 'rejected');
    expect(done).toContain('second goes on');
  });

  it('holds up nobody who wants something else, or comes later', async () => {
    const { work, end } = openWork();
    const first = claim('first', work);

    expect(await claims.claim('something else', async () => undefined)).toBe(true);
    end();
    await first;
    await claim('second', async () => undefined);

    expect(done).toEqual(['first has done it', 'second has done it']);
  });

  it('R01 is waited for no longer than any page may take: its process may have died', async () => {
    void claim('first', openWork().work);
    const second = claim('second', never);
    await pause(50);
    now += 20_000;
    await second;

    expect(done).toEqual(['second goes on']);
  });

  it('that took too long ends nobody else’s', async () => {
    const [slow, next] = [openWork(), openWork()];
    const first = claim('first', slow.work);
    await pause(10);
    now += 20_000;
    const second = claim('second', next.work);
    await pause(10);

    slow.end();
    await first;
    const third = claim('third', never);
    await pause(100);
    next.end();
    await Promise.all([second, third]);

    expect(done).toEqual(['first has done it', 'second has done it', 'third goes on']);
  });

  it('that took too long ends nobody else’s, who came at the last moment', async () => {
    const [slow, next] = [openWork(), openWork()];
    let second: Promise<void> | undefined;
    /** Between any look of the first at its claim, and its end, the claim expires and another comes. */
    const late: CreateStore = (name, clock, bounds) => {
      const store = createStore(name, clock, bounds);
      const comeIn = async () => {
        now += 20_000;
        second ??= claim('second', next.work);
        await pause(10);
      };
      const take: typeof store.take = async (key, isMeant) => {
        if (!second) await comeIn();
        return store.take(key, isMeant);
      };
      return { ...store, take };
    };
    claims = createClaims(late, { now: () => now });
    const first = claim('first', slow.work);
    await pause(10);

    slow.end();
    await first;
    const third = claim('third', never);
    await pause(100);
    next.end();
    await Promise.all([second, third]);

    expect(done).toEqual(['first has done it', 'second has done it', 'third goes on']);
  });

  it('is good although its end cannot be written down', async () => {
    const broken: CreateStore = (name, clock, bounds) => ({
      ...createStore(name, clock, bounds),
      take: () => Promise.reject(new StorageError('timeout')),
    });
    claims = createClaims(broken, { now: () => now });

    await claim('first', async () => undefined);

    expect(done).toEqual(['first has done it']);
  });
});
