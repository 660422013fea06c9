import { beforeEach, describe, expect, it } from '@jest/globals';
import { take } from '../../src/storage/budget.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import type { Count } from '../../src/storage/limit.ts';
import { StoreLimiter } from '../../src/storage/store-limiter.ts';
import type { Store } from '../../src/storage/store.ts';

describe('A limiter over a store', () => {
  let now = 0;
  let counts: Store<Count>;
  let limiter: StoreLimiter;
  beforeEach(() => {
    now = 1e12;
    const clock = { now: () => now };
    counts = createMemoryStore<Count>(clock, { capacity: 10 });
    limiter = new StoreLimiter({ points: 3, seconds: 60 }, counts, clock);
  });

  it('grants so many, then says for how long it refuses', async () => {
    const answers = [1, 2, 3, 4].map(() => take(limiter, 'a'));

    expect(await Promise.all(answers)).toEqual([0, 0, 0, 60]);
  });

  it('counts each key by itself', async () => {
    await Promise.all([1, 2, 3].map(() => take(limiter, 'a')));

    expect(await take(limiter, 'b')).toBe(0);
  });

  it('has windows that begin with the first, by the clock of its owner; refusals make them no longer', async () => {
    await take(limiter, 'a', 3);
    now += 45_000;
    expect(await take(limiter, 'a')).toBe(15);
    now += 15_000;

    expect(await take(limiter, 'a')).toBe(0);
  });

  it('takes points back, and forgets', async () => {
    await take(limiter, 'a', 3);
    const [key = ''] = await counts.keys();

    await limiter.reward(key);
    expect(await take(limiter, 'a')).toBe(0);
    expect(await take(limiter, 'a')).toBe(60);
    await limiter.delete(key);

    expect(await take(limiter, 'a')).toBe(0);
  });

  it('R19 is bounded by its store, and keeps no key in plain text', async () => {
    for (let at = 0; at < 50; at += 1) await take(limiter, `192.0.2.${at}`);

    expect(await counts.count()).toBe(10);
    expect((await counts.keys()).join()).not.toContain('192');
  });
});
